import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { hold, tryLock } from '../../src/store/advisory.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const here = (path: string) => new URL(path, import.meta.url).href;

/** Ends every connection that holds an advisory lock in this database, as a failing server would. */
async function killHolders(): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await client.end();
  return rowCount ?? 0;
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

test('one holder alone has the lock, and the next gets it when it is given back', async () => {
  const first = await tryLock(database.url, 'poll');
  expect(first).toBeDefined();
  expect(await tryLock(database.url, 'poll')).toBeUndefined();
  expect(await tryLock(database.url, 'poll', 'shared')).toBeUndefined();
  const other = await tryLock(database.url, 'another name');
  expect(other).toBeDefined();
  await first?.release();
  expect(first?.lost.aborted).toBe(true);
  const second = await tryLock(database.url, 'poll');
  expect(second).toBeDefined();
  await Promise.all([other?.release(), second?.release()]);
});

test('any number share a lock, and keep out who wants it alone', async () => {
  const shared = [await tryLock(database.url, 'mode', 'shared')];
  shared.push(await tryLock(database.url, 'mode', 'shared'));
  expect(shared.every((lock) => lock)).toBe(true);
  expect(await tryLock(database.url, 'mode')).toBeUndefined();
  for (const lock of shared) await lock?.release();
  const alone = await tryLock(database.url, 'mode');
  expect(alone).toBeDefined();
  await alone?.release();
});

test('of two that hold, one runs; when its connection is killed its signal aborts, and it or the other runs on', async () => {
  const stop = new AbortController();
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const run = (name: string) => async (signal: AbortSignal) => {
    most = Math.max(most, ++running);
    log.push(`${name} runs`);
    await aborted(signal);
    running--;
    log.push(`${name} stops`);
  };
  const options = { stop: stop.signal, retry: 50 };
  const holders = [
    hold(database.url, 'poller', run('a'), options),
    hold(database.url, 'poller', run('b'), options),
  ];
  await expect.poll(() => log.length).toBe(1);
  await delay(200);
  expect(log).toHaveLength(1);

  expect(await killHolders()).toBe(1);
  await expect.poll(() => log.length).toBe(3);
  const [first] = log;
  expect(log[1]).toBe(first?.replace('runs', 'stops'));
  expect(log[2]).toMatch(/^[ab] runs$/);

  stop.abort();
  await Promise.all(holders);
  expect(log).toHaveLength(4);
  expect([running, most]).toEqual([0, 1]);
});

test('hold ends when its work has ended, and throws what its work threw', async () => {
  await hold(database.url, 'work', async () => {});
  const failing = hold(database.url, 'work', async () => {
    throw new Error('a bug');
  });
  await expect(failing).rejects.toThrow('a bug');
  const lock = await tryLock(database.url, 'work');
  expect(lock).toBeDefined();
  await lock?.release();
});

test('a holder that stands still loses the lock, and finds so when it goes on', async () => {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx/esm', '--input-type=module', '-e'],
      `const { tryLock } = await import(${JSON.stringify(here('../../src/store/advisory.ts'))});
       const lock = await tryLock(process.env.LOCKS, 'frozen', 'exclusive', { every: 200, idle: 1500 });
       lock.lost.addEventListener('abort', () => { console.log('lost'); process.exit(); });
       console.log('held');`,
    ],
    { env: { ...process.env, LOCKS: database.url }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let heard = '';
  child.stdout.on('data', (part) => {
    heard += part;
  });
  try {
    await expect.poll(() => heard, { timeout: 20_000 }).toBe('held\n');
    // For as long as it asks, it holds.
    await delay(2500);
    expect(await tryLock(database.url, 'frozen')).toBeUndefined();
    child.kill('SIGSTOP');
    let next: Awaited<ReturnType<typeof tryLock>>;
    const takes = async () => {
      next = await tryLock(database.url, 'frozen');
      return next !== undefined;
    };
    await expect.poll(takes, { timeout: 5000, interval: 100 }).toBe(true);
    child.kill('SIGCONT');
    await expect.poll(() => heard, { timeout: 5000 }).toBe('held\nlost\n');
    await next?.release();
  } finally {
    child.kill('SIGKILL');
  }
}, 40_000);

test('a server that is away is waited for, a wrong address is not', async () => {
  const away = new URL(database.url);
  away.port = '1';
  const stop = new AbortController();
  const waiting = hold(away.href, 'x', async () => {}, { stop: stop.signal, retry: 20 });
  await delay(100);
  stop.abort();
  await waiting;
  const wrong = new URL(database.url);
  wrong.password = 'wrong';
  await expect(hold(wrong.href, 'x', async () => {})).rejects.toThrow(/password/);
});

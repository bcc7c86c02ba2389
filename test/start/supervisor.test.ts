import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const start = fileURLToPath(new URL('../../src/start.ts', import.meta.url));
const tsx = import.meta.resolve('tsx/esm');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksbb-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the supervisor over a bot that appends its process id to `lives` and then does `body`. */
async function supervise(
  body: string,
): Promise<{ child: ChildProcess; lives(): Promise<number[]> }> {
  const bot = join(folder, 'bot.mjs');
  const lives = join(folder, 'lives');
  await writeFile(lives, '');
  await writeFile(
    bot,
    `import { appendFileSync, readFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(lives)}, process.pid + '\\n');
     const life = readFileSync(${JSON.stringify(lives)}, 'utf8').trim().split('\\n').length;
     const live = () => setInterval(() => {}, 1000);
     ${body}`,
  );
  const child = spawn(process.execPath, ['--import', tsx, start, bot], {
    cwd: folder,
    stdio: 'pipe',
  });
  return {
    child,
    lives: async () => (await readFile(lives, 'utf8')).split('\n').filter(Boolean).map(Number),
  };
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null) return child.exitCode;
  return (await once(child, 'exit'))[0];
}

test('ends as the bot ends, for its own reasons', async () => {
  const { child, lives } = await supervise('process.exit(3)');
  expect(await exitOf(child)).toBe(3);
  expect(await lives()).toHaveLength(1);
});

test('does not start again a bot whose settings are wrong', async () => {
  const { child, lives } = await supervise('process.exit(78)');
  expect(await exitOf(child)).toBe(78);
  expect(await lives()).toHaveLength(1);
});

test('waits for a server that is away, for as long as it takes', async () => {
  const { child, lives } = await supervise('life < 3 ? process.exit(75) : live()');
  await expect.poll(lives, { timeout: 15_000 }).toHaveLength(3);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(143);
});

test('ends at once when it is told so while it waits for a server', async () => {
  const { child, lives } = await supervise('process.exit(75)');
  await expect.poll(lives, { timeout: 15_000 }).toHaveLength(2);
  child.kill('SIGTERM');
  // The second bot had ended by itself, or was ended in the middle of its start.
  expect([75, 143]).toContain(await exitOf(child));
  expect(await lives()).toHaveLength(2);
});

test('starts the bot again after its watchdog, and after kill -9', async () => {
  const { child, lives } = await supervise('life === 1 ? process.exit(70) : live()');
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(2);
  process.kill((await lives())[1] ?? 0, 'SIGKILL');
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(3);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(143);
  expect(await lives()).toHaveLength(3);
});

test('passes the signal on, waits for the bot, and ends with its code', async () => {
  const { child, lives } = await supervise(
    `process.on('SIGTERM', () => setTimeout(() => process.exit(0), 200)); live()`,
  );
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(0);
});

test('gives up on a bot that dies right after each start, and says so', async () => {
  const { child, lives } = await supervise('process.exit(70)');
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  expect(await exitOf(child)).toBe(70);
  expect(await lives()).toHaveLength(5);
  expect(said).toContain('The bot ended 5 times right after its start: see what it said above.');
});

test('a bot whose supervisor was killed hears of it', async () => {
  const { child, lives } = await supervise(
    `process.once('disconnect', () => { appendFileSync(${'process.argv[1]'} + '.bye', 'bye'); process.exit(0); }); live()`,
  );
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(1);
  child.kill('SIGKILL');
  await expect
    .poll(() => readFile(join(folder, 'bot.mjs.bye'), 'utf8').catch(() => ''))
    .toBe('bye');
});

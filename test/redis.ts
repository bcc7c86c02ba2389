import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../src/store/binaries.ts';
import { findProgram } from './programs.ts';

const program = findProgram('redis-server');

/** Whether suites named "needs redis-server" can run: `describe.skipIf(!redisAvailable)('…, needs redis-server')`. */
export const redisAvailable = program !== undefined;

/** A private Redis on loopback that keeps every write at once, as the operating guide asks. */
export interface TestRedis {
  /** The same over every restart. */
  readonly url: string;
  /** Ends it as a power cut would: kill -9, with whatever it had on disk. */
  kill(): Promise<void>;
  /** Starts it again with its data, or empty. Kills it first if it runs. */
  restart(how?: { empty: boolean }): Promise<void>;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

/** Starts one in a folder of its own. `settings` are redis-server's, e.g. `['--appendfsync', 'everysec']`. */
export async function startRedis(settings: string[] = []): Promise<TestRedis> {
  if (!program)
    throw new Error('No redis-server: install it (Debian: apt-get install redis-server).');
  const folder = await mkdtemp(join(tmpdir(), 'ksbb-redis-'));
  const port = await freePort();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  args.push('--appendonly', 'yes', '--appendfsync', 'always');
  args.push('--maxmemory-policy', 'noeviction', ...settings);
  let server: ChildProcess | undefined;

  const start = async () => {
    server = spawn(program, args, { stdio: 'ignore' });
    await answers(port, server);
  };
  const kill = async () => {
    const dying = server;
    server = undefined;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    dying.kill('SIGKILL');
    await once(dying, 'exit');
  };
  // A test that was cut off stops nothing.
  process.once('exit', () => server?.kill('SIGKILL'));
  await start();

  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async restart({ empty } = { empty: false }) {
      await kill();
      if (empty) await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
      await start();
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until it says PONG; while it still loads its data it says LOADING. */
async function answers(port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
    if ((await ping(port)).startsWith('+PONG')) return;
    await delay(25);
  }
  throw new Error('redis-server did not answer within 5 seconds.');
}

function ping(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', () => resolve(''));
    socket.once('close', () => resolve(''));
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../src/store/binaries.ts';

const start = fileURLToPath(new URL('../src/start.ts', import.meta.url));

/** A bot started as `npm start` starts it, on a free port. */
export interface Bot {
  url: string;
  /** The supervisor's process; the bot itself is its child. */
  pid: number;
  /** From the start of the process to the first time that it said it was ready. */
  milliseconds: number;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
}

/** Starts one and waits until it is ready, 30 s at most. Throws with what it printed when it is not. */
export async function startBot(
  env: Record<string, string>,
  node = process.execPath,
  within = 30_000,
): Promise<Bot> {
  const begun = performance.now();
  const port = await freePort();
  const child = spawn(node, ['--import', import.meta.resolve('tsx'), start], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  };
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    const late = performance.now() - begun > within;
    if (late) await stop();
    if (late || child.exitCode !== null) throw new Error(`The bot did not get ready:\n${output}`);
    await delay(50);
  }
  return { url, pid: child.pid ?? 0, milliseconds: performance.now() - begun, stop };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

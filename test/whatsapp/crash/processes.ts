import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bot = fileURLToPath(new URL('./bot.ts', import.meta.url));
const loader = import.meta.resolve('tsx/esm');

export interface Running {
  printed(): string;
  hasEnded(): boolean;
  ended: Promise<unknown>;
  stop(signal: NodeJS.Signals): Promise<unknown>;
}

/** Starts the echoing bot in a process of its own. */
export function startEcho(env: Record<string, string>): Running {
  const child: ChildProcess = spawn(process.execPath, ['--liftoff-only', '--import', loader, bot], {
    env: { ...process.env, CRASH_AT: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    printed: () => output,
    hasEnded,
    ended,
    async stop(signal) {
      if (!hasEnded()) child.kill(signal);
      await ended;
    },
  };
}

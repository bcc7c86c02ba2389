// What `npm start` runs: it keeps the bot running. The bot itself is `main.ts`, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The watchdog's: its event loop stood still, or it met something that a fresh process mends. */
const restartCode = 70;
/** PostgreSQL or Redis does not answer, e.g. because the machine is just starting: it is waited for. */
const awayCode = 75;
/** A death within this time of its start is an instant one; five in a row mean that no start helps. */
const instant = 5_000;
const patience = 5;

// A test may name another file than `main.ts`.
const main = process.argv[2] ?? fileURLToPath(new URL('./main.ts', import.meta.url));
let bot: ChildProcess | undefined;
let stopping = false;

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopping = true;
      bot?.kill(signal);
      resolve();
    });
  }
});

/** How the process ended, in the words of a shell: its exit code, or 128 and the number of its signal. */
function run(): Promise<{ code: number; killed: boolean }> {
  // The channel to this process lets the bot notice, by `disconnect`, that nobody keeps it any more.
  bot = spawn(process.execPath, ['--import', import.meta.resolve('tsx/esm'), main], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const child = bot;
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1, killed: false }));
    child.once('exit', (code, signal) => {
      const number = signal ? 128 + constants.signals[signal] : (code ?? 1);
      resolve({ code: number, killed: signal !== null });
    });
  });
}

for (let deaths = 0, away = 0; ; ) {
  const begun = performance.now();
  const { code, killed } = await run();
  process.exitCode = code;
  if (stopping) break;
  if (code === awayCode) {
    const seconds = Math.min(2 ** away++, 30);
    console.error(`Tried again in ${seconds} s. Ctrl+C ends it.`);
    await Promise.race([delay(seconds * 1000), stopped]);
    if (stopping) break;
    continue;
  }
  if (!(killed || code === restartCode)) break;
  away = 0;
  deaths = performance.now() - begun < instant ? deaths + 1 : 0;
  if (deaths >= patience) {
    console.error(`The bot ended ${patience} times right after its start: see what it said above.`);
    break;
  }
  console.error(`The bot ended unexpectedly (${code}) and is started again.`);
  await delay(Math.min(200 * 2 ** deaths, 5_000));
  if (stopping) break;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../src/store/binaries.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

/** A bot that runs as a process of its own, and has said that it is ready. */
export interface Bot {
  /** Where it said it is, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** Of the process that was started: the supervisor's, or with `entry: 'main'` the bot's own. */
  pid: number;
  /** From the start of the process until it answered that it is ready. */
  milliseconds: number;
  /** What it has printed so far, on both of its outputs. */
  printed(): string;
  /** Its exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Sends the signal (SIGTERM), waits for its end, and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface BotOptions {
  /** The program `node`; this process's own by default. */
  node?: string;
  /** How long (ms) it may take until it is ready; 30 s by default. */
  within?: number;
  /** `start` as `npm start` does, or `main`: the bot without its supervisor. */
  entry?: 'start' | 'main';
  /** The folder of another checkout, with its own `.env`. */
  checkout?: string;
  /** Wait until it has said that it is ready, whether its channels are reached or not. */
  ready?: 'said';
  /** In a process group of its own, as a terminal starts it: Ctrl+C reaches the whole group. */
  group?: boolean;
}

const settings = (
  'DATABASE_URL REDIS_URL DATA_DIR DATA_KEY HOST PORT PUBLIC_URL TELEGRAM_BOT_TOKEN TELEGRAM_API_ROOT ' +
  'TELEGRAM_WEBHOOK_SECRET WHATSAPP WHATSAPP_SOCKET_URL SIMULATOR DEMO LOG_LEVEL'
).split(' ');

/** Settings of this machine do not count, nor those of this checkout's `.env`: set to nothing, they win over it. */
function surroundings(checkout: string | undefined): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of settings) {
    if (checkout === undefined) env[name] = '';
    else delete env[name];
  }
  return env;
}

/** Starts one, on a free port unless `env` has another, and waits until it is ready. Throws with what it printed when it is not. */
export async function startBot(
  env: Record<string, string>,
  options: BotOptions = {},
): Promise<Bot> {
  const begun = performance.now();
  const bot = await launch(env, options);
  for (let url: string | undefined; ; await delay(20)) {
    url ??= /^Ready\..*?(http:\/\/[^/\s]+)/m.exec(bot.printed())?.[1];
    if (url && (options.ready === 'said' || (await isReady(url)))) {
      return { ...bot, url, milliseconds: performance.now() - begun };
    }
    const late = performance.now() - begun > (options.within ?? 30_000);
    if (late) await bot.stop('SIGKILL');
    if (late || bot.hasEnded()) throw new Error(`The bot did not get ready:\n${bot.printed()}`);
  }
}

/** Starts one that is not expected to get ready, and gives how it ended and what it printed. */
export async function startInVain(env: Record<string, string>, options: BotOptions = {}) {
  const bot = await launch(env, options);
  const timer = setTimeout(() => void bot.stop('SIGKILL'), options.within ?? 30_000);
  const code = await bot.ended;
  clearTimeout(timer);
  return { code, printed: bot.printed() };
}

/** V8 would optimise Prisma's WebAssembly and our code for half a second of computing: a process that lives for seconds never gets that back. */
const hurried = ['--liftoff-only', '--no-opt', '--v8-pool-size=0', '--max-semi-space-size=32'];

/**
 * What `node` is given to run a file of this project, e.g. `src/cli.ts`: as users run it, or what the tests
 * compiled of it once for the many processes that they start.
 */
export function programme(path: string, checkout?: string): string[] {
  const compiled = checkout === undefined ? process.env.KSBB_TEST_COMPILED : undefined;
  if (compiled) return [...hurried, join(compiled, path.replace(/\.ts$/, '.js'))];
  const loader = import.meta.resolve('tsx/esm');
  return ['--import', loader, join(checkout ?? project, path)];
}

/** Whoever started one ends it; a script or test that was cut off ended nothing. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the process, and waits for nothing. */
export async function launch(env: Record<string, string>, options: BotOptions = {}) {
  const { node = process.execPath, entry = 'start', checkout, group = false } = options;
  const port = String(await freePort());
  // The supervisor starts the bot itself, as users do: never what was compiled.
  const from = entry === 'start' ? (checkout ?? project) : checkout;
  const child = spawn(node, programme(`src/${entry}.ts`, from), {
    env: { ...surroundings(checkout), ...env, PORT: env.PORT || port },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: group,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const pid = child.pid ?? 0;
  running.add(child);
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return child.exitCode;
  });
  return {
    pid,
    ended,
    printed: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

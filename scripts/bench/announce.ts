import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { layCrowd } from '../../test/announce/crowd.ts';
import { begin } from '../../test/announce/run.ts';
import { token } from '../../test/talks/bots.ts';
import { layGround } from '../../test/talks/ground.ts';
import { type BotApi, type Person, startBotApi } from '../../test/telegram/bot-api/index.ts';

/** What a run comes to; every figure of one run on one machine. */
export interface AnnounceFigures {
  people: number;
  /** From the number that the admin typed until "mulai dikirim" stood there: one row a recipient is written in between. */
  queuedSeconds: number;
  /** Messages a second that the server took from the bot, over `window` seconds. */
  perSecond: number;
  /** The same of a loop that awaits one sendMessage after the other and keeps nothing: the floor. */
  bareLoopPerSecond: number;
  /** Of the bot's process: the most until the end of the window, and before the announcement. */
  rssMb: number;
  rssMbBefore: number;
  /** 95th percentile of answers to others while it is sent, to that of a quiet time before. */
  replyP95Ratio: number;
  replyP95Ms: { quiet: number; meanwhile: number };
}

export interface AnnounceBench {
  serverUrl: string;
  template: string;
  people: number;
  /** Messages a second that announcements may take; `Infinity` is as fast as it goes. */
  pace: number;
  /** Seconds over which is measured. */
  window: number;
}

/** Announces to so many people over Telegram's wire, with ten others who ask meanwhile. */
export async function benchAnnounce(bench: AnnounceBench): Promise<AnnounceFigures> {
  const { people, pace, window } = bench;
  const server = await startBotApi({ token });
  const ground = await layGround(bench);
  const crowd = await layCrowd(ground, server, people);
  const bot = fork(fileURLToPath(new URL('bot.ts', import.meta.url)), {
    env: {
      ...process.env,
      ...ground.env,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: server.root,
      DEMO: 'off',
      SIMULATOR: 'off',
      LOG_LEVEL: 'warn',
      ANNOUNCING: String(Number.isFinite(pace) ? pace : 1e6),
    },
    execArgv: ['--import', 'tsx/esm'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      bot.once('message', () => resolve());
      bot.once('exit', (code) => reject(new Error(`The bot ended with ${code}.`)));
    });
    const askers = Array.from({ length: 10 }, (_, index) =>
      server.person({ id: 4_900_000 + index, firstName: `A${index}` }),
    );
    for (const asker of askers) await asks(asker, 'english');
    const quiet = await asking(askers, window);
    const rssMbBefore = rssOf(bot.pid);
    let most = rssMbBefore;
    const watching = setInterval(() => {
      most = Math.max(most, rssOf(bot.pid));
    }, 200);
    const queuedSeconds = await begin(crowd.admin, crowd.open.length + crowd.blocked.length);
    const before = taken(server);
    const begun = performance.now();
    const meanwhile = await asking(askers, window);
    const perSecond = (taken(server) - before) / ((performance.now() - begun) / 1000);
    clearInterval(watching);
    await stop(ground.env.DATABASE_URL ?? '');
    await delay(2000);
    return {
      people,
      queuedSeconds: rounded(queuedSeconds),
      perSecond: rounded(perSecond),
      bareLoopPerSecond: rounded(await bareLoop(server.root, crowd.open[0] ?? 0)),
      rssMb: most,
      rssMbBefore,
      replyP95Ratio: rounded(p95(meanwhile) / p95(quiet), 2),
      replyP95Ms: { quiet: rounded(p95(quiet)), meanwhile: rounded(p95(meanwhile)) },
    };
  } finally {
    bot.disconnect();
    await ground.leave();
    await server.close();
  }
}

/** Milliseconds that each answer took; all ask at once, then wait a little, for so many seconds. */
async function asking(askers: Person[], seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  const all = await Promise.all(
    askers.map(async (asker) => {
      const took: number[] = [];
      while (performance.now() < until) {
        took.push(await asks(asker, 'totals'));
        await delay(700);
      }
      return took;
    }),
  );
  return all.flat();
}

async function asks(asker: Person, words: string): Promise<number> {
  asker.catchesUp();
  const begun = performance.now();
  await asker.says(words);
  await asker.hears(() => true, 60_000);
  return performance.now() - begun;
}

/** Announcements that the server took so far. */
const taken = (server: Pick<BotApi, 'calls'>) =>
  server.calls.filter(({ accepted, sent }) => accepted && /uji coba/.test(String(sent.text ?? '')))
    .length;

async function bareLoop(root: string, chat: number): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  for (; performance.now() - begun < 5000; sent++) {
    const response = await fetch(`${root}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chat, text: 'uji kosong' }),
    });
    await response.arrayBuffer();
  }
  return sent / ((performance.now() - begun) / 1000);
}

/** The rest is not sent: the figures are taken. */
async function stop(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`UPDATE announcement SET state = 'stopped', ended_at = now()`);
  await client.end();
}

/** Linux alone tells it of another process. */
function rssOf(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

function p95(all: number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

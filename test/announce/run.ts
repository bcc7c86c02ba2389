import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Bot, startBot } from '../../scripts/bot.ts';
import { connect } from '../../src/store/database.ts';
import { addNotice } from '../../src/store/outbox.ts';
import { chatKey, createSecrets } from '../../src/store/secrets.ts';
import { token } from '../talks/bots.ts';
import type { Ground } from '../talks/ground.ts';
import {
  type BotApi,
  type Call,
  mostWithin,
  type Person,
  sends,
} from '../telegram/bot-api/index.ts';
import { type Crowd, layCrowd } from './crowd.ts';

/** What the server of the tests saw, held against what the records say. */
export interface Verdict {
  people: number;
  kills: number;
  /** By state of the records. */
  states: Record<string, number>;
  /** Chats in whose view the announcement stands more than once. */
  twice: number;
  /** Of the records' sent, those whom the server knows nothing of; and the other way round, of those not sent. */
  untrue: number;
  /** Still waiting, or in no row. */
  forgotten: number;
  /** Of the uncertain, those whose chat was never written to: claimed by a process that was killed before it got that far. */
  unwritten: number;
  /** Notices that went out in its middle, all due at once. */
  notices: number;
  /** Troubles made on purpose whose answer never came: each may leave one uncertain. */
  unanswered: number;
  /** Most messages that the server took in any second, replies with them. */
  mostInASecond: number;
  seconds: number;
  /** Milliseconds from what somebody wrote in its middle until the answer stood there. */
  replies: number[];
}

export interface RunOptions {
  ground: Ground;
  server: BotApi;
  people: number;
  /** How often a process is killed with kill -9, at moments of chance. */
  kills: number;
  chance: () => number;
  /** Processes side by side. */
  processes?: number;
}

/** One announcement to a crowd, over the wire, while processes die and the network fails. */
export async function announce(options: RunOptions): Promise<Verdict> {
  const { ground, server, people, kills, chance, processes = 2 } = options;
  const crowd = await layCrowd(ground, server, people);
  const env = {
    ...ground.env,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: server.root,
    DEMO: 'off',
    LOG_LEVEL: 'warn',
  };
  const start = () => startBot(env, { entry: 'main', ready: 'said' });
  const bots: Bot[] = [];
  for (let index = 0; index < processes; index++) bots.push(await start());
  const troubles = makeTrouble(server, crowd, chance);
  try {
    await begin(crowd.admin, crowd.open.length + crowd.blocked.length);
    const begun = Date.now();
    await layNotices(ground, crowd);
    const asking = askMeanwhile(server, () => isOver(ground));
    const expected = (crowd.open.length / 22) * 1000;
    for (let kill = 0; kill < kills && !(await isOver(ground)); kill++) {
      await delay(Math.max(400, (expected / (kills + 1)) * (0.5 + chance())));
      const index = Math.floor(chance() * bots.length);
      await bots[index]?.stop('SIGKILL');
      bots[index] = await start();
    }
    await until(() => isOver(ground), expected * 3 + 180_000);
    const seconds = (Date.now() - begun) / 1000;
    return {
      ...(await judge(ground, server, crowd)),
      kills,
      unanswered: troubles(),
      seconds,
      replies: await asking,
    };
  } finally {
    for (const bot of bots) await bot.stop();
  }
}

/** What Telegram and the network do to a run: 429, 5xx with and without effect, connections that break. */
function makeTrouble(server: BotApi, { open }: Crowd, chance: () => number): () => number {
  const some = (count: number) =>
    Array.from({ length: count }, () => open[Math.floor(chance() * open.length)] ?? 0);
  const share = Math.max(2, Math.floor(open.length / 250));
  const lost = [
    ...some(share).map((chat) => ({ chat, with: '502-html' as const })),
    ...some(share).map((chat) => ({ chat, with: '502-html-accepted' as const })),
    ...some(share).map((chat) => ({ chat, with: 'drop-before' as const })),
    ...some(share).map((chat) => ({ chat, with: 'drop-after-accept' as const })),
  ].map((fault) => server.fail({ method: 'sendMessage', ...fault }));
  for (const chat of some(share))
    server.fail({ method: 'sendMessage', chat, with: { kind: '429', retryAfter: 1 } });
  for (const chat of some(share))
    server.fail({
      method: 'sendMessage',
      chat,
      with: { status: 400, description: 'Bad Request: message text is not good' },
    });
  return () => lost.reduce((sum, { met }) => sum + met, 0);
}

/** The admin writes it and types the number; nobody's faults are on this chat. Gives the seconds from the number to its answer. */
export async function begin(admin: Person, reached: number): Promise<number> {
  const within = 60_000;
  await admin.says('pengumuman');
  await admin.hears(({ text }) => text.includes('Untuk siapa?'), within);
  await admin.says('semua');
  await admin.hears(({ text }) => text.includes('contoh teks'), within);
  await admin.taps('Tulis sendiri');
  await admin.hears(({ text }) => text.includes('Apa isi'), within);
  await admin.says('{nama}, uji coba pengumuman.');
  await admin.hears(({ text }) => text.includes('Lanjut dengan teks ini?'), within);
  await admin.taps('Lanjut');
  await admin.hears(({ text }) => text.includes('Dikirim kapan?'), within);
  await admin.says('sekarang');
  await admin.hears(({ text }) => text.includes('Ketik jumlah'), within);
  // The admin is one of everybody who agreed.
  const begun = performance.now();
  await admin.says(String(reached + 1));
  await admin.hears(({ text }) => text.includes('mulai dikirim'), within);
  return (performance.now() - begun) / 1000;
}

/** Somebody asks for the totals every second and a half, until it is over: how long each answer took (ms). */
async function askMeanwhile(server: BotApi, isDone: () => Promise<boolean>): Promise<number[]> {
  const ani = server.person({ id: 4_999_999, firstName: 'Ani' });
  await ani.says('english');
  await ani.hears(1, 60_000);
  return askUntil(ani, isDone);
}

export async function askUntil(ani: Person, isDone: () => Promise<boolean>): Promise<number[]> {
  const took: number[] = [];
  while (!(await isDone())) {
    ani.catchesUp();
    const begun = performance.now();
    await ani.says('totals');
    await ani.hears(() => true, 90_000);
    took.push(performance.now() - begun);
    await delay(1500);
  }
  return took;
}

/** Half as many notices as people, up to 200, all due at once: as after a night, or a halt of all sends. */
async function layNotices(ground: Ground, { open }: Crowd): Promise<void> {
  const { DATABASE_URL: url = '', DATA_KEY: key = '' } = ground.env;
  const secrets = createSecrets(Buffer.from(key, 'base64'));
  const prisma = connect(url, 1);
  const chats = open
    .slice(0, Math.min(200, Math.floor(open.length / 2)))
    .map((chat) => chatKey(secrets, { channel: 'telegram', account: String(chat) }));
  const people = await prisma.address.findMany({ where: { chat: { in: chats } } });
  const at = new Date('2026-10-01T03:00:00Z');
  const args = { number: 'ST-2611-0001', place: 'RW 01 Menteng', unit: 'paket', came: 5 };
  const notice = {
    cause: { kind: 'test', id: 'burst' },
    part: 1,
    notice: 'dispute-to-staff',
    args,
  };
  for (const { personId: person } of people)
    await prisma.$transaction((db) => addNotice(db, secrets, { ...notice, person }, at));
  await prisma.$disconnect();
}

const text = ({ sent }: Call) => String(sent.text ?? '');
const isAnnouncement = (call: Call) => /uji coba pengumuman/.test(text(call));

async function judge(ground: Ground, server: BotApi, crowd: Crowd) {
  const rows = await query<{ chat: string; state: string }>(
    ground,
    `SELECT x.chat, r.state::text AS state FROM recipient r LEFT JOIN address x ON x.id = r.address_id`,
  );
  const { chatOf } = await chats(ground, crowd);
  const states: Record<string, number> = {};
  const seen = new Map<number, number>();
  const written = new Set<number>();
  for (const call of sends(server.calls).filter(isAnnouncement)) {
    // The preview and the try stand in the admin's own chat.
    if (call.chat === undefined || call.chat === crowd.admin.id) continue;
    written.add(call.chat);
    if (call.accepted) seen.set(call.chat, (seen.get(call.chat) ?? 0) + 1);
  }
  let untrue = 0;
  let forgotten = 0;
  let unwritten = 0;
  const told = new Set<number>();
  for (const { chat, state } of rows) {
    const at = chatOf(chat);
    states[state] = (states[state] ?? 0) + 1;
    if (at === undefined || at === crowd.admin.id) continue;
    told.add(at);
    const times = seen.get(at) ?? 0;
    if (state === 'waiting' || state === 'sending') forgotten++;
    if (state === 'uncertain' && !written.has(at)) unwritten++;
    if (state === 'sent' && times !== 1) untrue++;
    if (['blocked', 'failed', 'skipped'].includes(state) && times !== 0) untrue++;
    // Who blocked the bot is said to have, unless that one was in hand when a process was killed; and nobody else is.
    const isTrue = crowd.blocked.includes(at)
      ? ['blocked', 'uncertain'].includes(state)
      : state !== 'blocked';
    if (!isTrue) untrue++;
  }
  forgotten += [...crowd.open, ...crowd.blocked, ...crowd.quiet].filter(
    (at) => !told.has(at),
  ).length;
  const accepted = sends(server.calls).filter((call) => call.accepted);
  return {
    people: told.size,
    states,
    twice: [...seen.values()].filter((times) => times > 1).length,
    untrue,
    forgotten,
    unwritten,
    notices: accepted.filter((call) => text(call).includes('ST-2611-0001')).length,
    mostInASecond: mostWithin(1000, accepted),
  };
}

async function chats(ground: Ground, crowd: Crowd) {
  const secrets = createSecrets(Buffer.from(ground.env.DATA_KEY ?? '', 'base64'));
  const all = [crowd.admin.id, ...crowd.open, ...crowd.blocked, ...crowd.quiet];
  const byKey = new Map(
    all.map((chat) => [chatKey(secrets, { channel: 'telegram', account: String(chat) }), chat]),
  );
  return { chatOf: (key: string) => byKey.get(key) };
}

const isOver = async (ground: Ground) =>
  (await query(ground, `SELECT FROM announcement WHERE state IN ('done', 'paused', 'stopped')`))
    .length > 0;

async function query<Row extends object>(ground: Ground, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ground.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(is: () => Promise<boolean>, within: number): Promise<void> {
  for (const begun = Date.now(); !(await is()); await delay(500))
    if (Date.now() - begun > within) throw new Error('The announcement did not end.');
}

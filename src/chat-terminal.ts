// npm run chat -- --as ani: the simulator's other face. Lines from stdin, what the bot says on stdout.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import { createApp } from './app.ts';
import { linesOf } from './channels/lines.ts';
import { accountShape, demoPeople } from './channels/simulator/people.ts';
import type { FileOnPhone } from './channels/simulator/wire.ts';
import type { Content, Outgoing } from './chat/message.ts';
import { readConfig, readEnvironment } from './config.ts';
import { createLog } from './log.ts';

const settingsCode = 78;
/** A bot that says nothing for so long (ms) is not waited for any longer. */
const patience = 30_000;

const account = accountShape.safeParse(askedFor());
if (!account.success)
  stop('--as takes a name of small letters, digits and hyphens, e.g. --as ani.');
const read = readConfig({ LOG_LEVEL: 'silent', ...readEnvironment(), HOST: '127.0.0.1' });
if (!read.ok) stop(read.problems.join('\n'));
if (!read.config.simulator)
  stop('The terminal speaks through the simulator, which is off (SIMULATOR).');

const me = account.data;
const app = await createApp(read.config, createLog(read.config.logLevel)).catch((error: Error) =>
  stop(error.message),
);
const { simulator } = app;
const journal = app.journal ?? stop('The simulator is off.');
await app.start();

const isTerminal = process.stdin.isTTY === true;
const bold = (text: string) => (process.stdout.isTTY ? styleText('bold', text) : text);
let heard = 0;

/** Waits for what is still to be said, but not for ever. */
async function settled(left: () => Promise<number>): Promise<void> {
  const until = performance.now() + patience;
  while ((await left()) > 0 && performance.now() < until) await delay(20);
}

/** What came while nobody looked: notices since this phone spoke last. */
async function catchUp(): Promise<void> {
  await settled(app.owed);
  const all = await journal.read(me, 0);
  const spoke = all.findLastIndex(({ direction }) => direction === 'in');
  for (const { body, dedupe } of all.slice(spoke + 1)) {
    if (dedupe.startsWith('notice-')) await print(JSON.parse(body) as Said);
  }
  heard = all.at(-1)?.order ?? 0;
}

/** Prints what was said to this phone since the last time. */
async function listen(): Promise<void> {
  for (const { order, direction, body } of await journal.read(me, heard)) {
    heard = order;
    if (direction === 'out') await print(JSON.parse(body) as Said);
  }
}

type Said = Omit<Outgoing, 'media'> & { media?: FileOnPhone };

async function print(message: Said): Promise<void> {
  const { media, ...words } = message;
  const where = media?.kind === 'document' ? await keepHere(media) : '';
  const shown = media
    ? `[${media.kind === 'photo' ? 'foto' : 'berkas'}: ${media.name}${where}]\n`
    : '';
  const lines = `${shown}${linesOf(words, { bold })}`;
  const shared = message.requests === 'contact' ? '\n/nomor: kirim nomor saya' : '';
  process.stdout.write(`${isTerminal ? `\n${lines}${shared}\n\n` : `${lines}\n\n`}`);
}

/** A document has no place in a terminal: it is put beside the records, for its owner alone, and said where. */
async function keepHere({ file, name }: FileOnPhone): Promise<string> {
  const bytes = await journal.file(file, me);
  if (!bytes) return '';
  const folder = join(read.ok ? read.config.dataDir : '.', 'berkas', me);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = resolve(folder, `${file.slice(0, 8)}-${name}`);
  await writeFile(path, bytes, { mode: 0o600 });
  return `, ${path}`;
}

/** Says one line and waits for the answer, so that a pipe reads like a conversation. */
async function speak(line: string): Promise<void> {
  const from = { channel: 'simulator', account: me } as const;
  const content = await contentOf(line);
  if (content === undefined) return;
  await simulator?.say(me, randomUUID(), content);
  await settled(() => app.pending(from));
  await listen();
}

/**
 * `/nomor` shares a phone number as the button does, `/foto gudang.jpg` sends that file; everything else is
 * typed. Undefined when there is no such file, and says so.
 */
async function contentOf(line: string): Promise<Content | undefined> {
  const phone = demoPeople.find(({ account }) => account === me)?.phone ?? '+6281200000099';
  if (line.trim() === '/nomor') return { kind: 'contact', phone, own: true };
  const path = /^\s*\/foto\s+(.+?)\s*$/.exec(line)?.[1];
  if (path === undefined) return { kind: 'text', text: line };
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes || bytes.length === 0 || bytes.length > (simulator?.limits.file ?? 0)) {
    process.stdout.write(`Berkas ${path} tidak ada, kosong, atau lebih dari 20 MB.\n\n`);
    return undefined;
  }
  const kind = /\.pdf$/i.test(path) ? 'document' : 'photo';
  return { kind, file: await journal.keepFile(me, bytes) };
}

await catchUp();
if (isTerminal) {
  process.stdout.write(
    `Berbicara sebagai ${me}. Tulis "halo"; kirim foto: /foto nama-berkas.jpg; selesai: Ctrl+D.\n`,
  );
  const unwatch = journal.watch((who) => {
    if (who === me) void listen();
  });
  process.once('exit', unwatch);
}
const lines = createInterface({ input: process.stdin, terminal: false });
// Ctrl+C ends it like the end of the input: what was started for it, PostgreSQL too, is stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => lines.close());
}
for await (const line of lines) {
  if (line.trim() === '') continue;
  if (!isTerminal) process.stdout.write(`> ${line}\n`);
  await speak(line);
}
// Whoever was to hear of it has heard before this process goes.
await settled(app.owed);
await app.stop();
process.exit(0);

/** Undefined where the arguments say something else than a phone. */
function askedFor(): string | undefined {
  try {
    return parseArgs({ options: { as: { type: 'string', default: 'ani' } } }).values.as;
  } catch {
    return undefined;
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(settingsCode);
}

// npm run talks -- --channel simulator|telegram|whatsapp [--json] [name …]: plays the golden talks through a real channel, with the
// bot in processes of its own as `npm start` runs it, each talk on a database of its own. Prints a table, and with --json
// one object on the last line. Ends with 1 when a talk went otherwise than it is written.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { runThere, token } from '../test/talks/bots.ts';
import { layGround } from '../test/talks/ground.ts';
import { type Played, play } from '../test/talks/play.ts';
import { readTalks, withBeginning } from '../test/talks/shelf.ts';
import type { Talk } from '../test/talks/talk.ts';
import { writeTurn } from '../test/talks/write.ts';
import { startBotApi } from '../test/telegram/bot-api/index.ts';
import { World } from '../test/whatsapp/server/world.ts';

const template = 'talks';
/** Bots that run side by side: each is a process, and its database's. */
const sideBySide = Math.min(3, availableParallelism());

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { channel: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const { channel } = values;
if (channel !== 'simulator' && channel !== 'telegram' && channel !== 'whatsapp') {
  process.stderr.write(
    'npm run talks -- --channel simulator|telegram|whatsapp [--json] [name …]\n',
  );
  process.exit(2);
}

const all = await readTalks();
const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const folder = await mkdtemp(join(tmpdir(), 'ksbb-talks-'));
const server = await EmbeddedServer.open({
  directory: join(folder, 'postgres'),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
});
/** When the last one has an announcement that goes out at once. */
const lastTime = /(Siap dikirim sekarang .* Yang terakhir menerima sekitar .*, )\d\d\.\d\d(?= WIB)/;
let lines = 0;
let failed = 0;
try {
  await server.createDatabase(template);
  await migrate(server.url(template));
  const waiting = [...chosen];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let talk = waiting.shift(); talk; talk = waiting.shift())
        tell(talk, await playOne(talk));
    }),
  );
} finally {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(`${chosen.length - failed} of ${chosen.length} talks as written\n`);
if (values.json) {
  const figures = { channel, talks: chosen.length, lines, failed };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
process.exit(failed > 0 || chosen.length === 0 ? 1 : 0);

async function playOne(talk: Talk): Promise<Played | Error> {
  const { programmeEnds } = talk;
  const ground = await layGround({
    serverUrl: server.url('postgres'),
    template,
    programmeEnds,
    asProcess: true,
  });
  const telegram = channel === 'telegram' ? await startBotApi({ token }) : undefined;
  const whatsapp = channel === 'whatsapp' ? new World() : undefined;
  await whatsapp?.listen();
  try {
    const bot = await runThere(ground, { telegram, whatsapp });
    try {
      const played = await play(withBeginning(talk, all).map(asPlayed), bot.stage);
      const [warning] = telegram?.warnings ?? [];
      if (warning !== undefined) return new Error(`Telegram would pass over: ${warning}`);
      const fault = whatsapp?.error ?? whatsapp?.unread[0]?.error;
      return fault === undefined ? played : new Error(`On WhatsApp: ${fault}`);
    } finally {
      await bot.stop();
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await telegram?.close();
    await whatsapp?.close();
    await ground.leave();
    await ground.drop();
  }
}

/** A talk as far as its channel allows; on WhatsApp an announcement takes seconds for each, so that the last one may have it a minute later. */
function asPlayed(talk: Talk): Talk {
  if (channel !== 'whatsapp') return talk;
  const { whatsappUntil: until } = talk;
  const end = talk.turns.findIndex(({ does }) => does.kind === 'says' && does.text === until);
  if (until !== undefined && end === -1) throw new Error(`Nobody says "${until}" in ${talk.name}.`);
  let times = 0;
  const anyTime = (_: string, before: string) => `${before}{terakhir-${'abcdefgh'[times++]}}`;
  const turns = talk.turns.slice(0, end === -1 ? undefined : end).map((turn) => ({
    ...turn,
    heard: turn.heard.map((one) => ({ ...one, text: one.text.replace(lastTime, anyTime) })),
  }));
  return { ...talk, turns };
}

function tell({ name, title }: Talk, played: Played | Error): void {
  const otherwise = played instanceof Error ? undefined : played.turns.find(({ same }) => !same);
  const isAsWritten = !(played instanceof Error) && otherwise === undefined;
  const count = played instanceof Error ? 0 : played.lines;
  lines += count;
  failed += isAsWritten ? 0 : 1;
  const row = [isAsWritten ? '✓' : '✗', name.padEnd(16), String(count).padStart(4), title];
  process.stdout.write(`${row.join('  ')}\n`);
  if (played instanceof Error) process.stdout.write(`${played.message}\n`);
  if (!otherwise) return;
  const { expected, heard } = otherwise;
  const { talk, line } = expected.does;
  process.stdout.write(`${talk}.talk:${line}, written:\n${writeTurn(expected)}\n`);
  process.stdout.write(`heard:\n${writeTurn(heard)}\n`);
}

// npm run announce-crash -- [--people 5000] [--kills 10] [--json]: one announcement over Telegram's wire, with blocked and opted-out
// people, 429, 5xx and broken connections, while processes are killed with kill -9. Judged by the server's own log.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { announce } from '../test/announce/run.ts';
import { token } from '../test/talks/bots.ts';
import { layGround } from '../test/talks/ground.ts';
import { startBotApi } from '../test/telegram/bot-api/index.ts';
import { chanceFrom } from './person.ts';

/** Messages that Telegram takes in any second. */
const telegramLimit = 30;
/** What a process that is killed may have had on its way (`delivery/announce.ts`), and of it what was not written yet. */
const onItsWay = 40;
const unwrittenYet = 3;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const folder = await mkdtemp(join(tmpdir(), 'ksbb-announce-'));
const postgres = await EmbeddedServer.open({ directory: join(folder, 'postgres') });
const server = await startBotApi({ token });
let isGood = false;
try {
  await postgres.createDatabase('announce');
  await migrate(postgres.url('announce'));
  const ground = await layGround({ serverUrl: postgres.url('postgres'), template: 'announce' });
  const { replies, ...verdict } = await announce({
    ground,
    server,
    people: Number(values.people),
    kills: Number(values.kills),
    chance: chanceFrom(seed),
  });
  const sorted = [...replies].sort((a, b) => a - b);
  const replyP95 = Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0);
  const figures = { ...verdict, replyP95, seed };
  const { twice, untrue, forgotten, unwritten, states, unanswered, kills, mostInASecond } = verdict;
  isGood =
    twice + untrue + forgotten === 0 &&
    mostInASecond <= telegramLimit &&
    unwritten <= kills * unwrittenYet &&
    (states.uncertain ?? 0) <= unanswered + kills * onItsWay;
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else
    for (const [name, value] of Object.entries(figures))
      process.stdout.write(`${name.padEnd(14)} ${JSON.stringify(value)}\n`);
  await ground.leave();
} finally {
  await server.close();
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(isGood ? 0 : 1);

// npm run kill-start: kills the bot, its PostgreSQL, or both, with kill -9 while people pledge, ten times in turn on
// the same data, and looks whether each next start works and whether anything that was told is gone or there twice.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../src/store/database.ts';
import { keyFile } from '../src/store/key.ts';
import { createSecrets } from '../src/store/secrets.ts';
import { type Bot, startBot } from './bot.ts';
import { judge } from './judge.ts';
import { chanceFrom, Person } from './person.ts';
import { run } from './run.ts';

const rounds = 10;
const victims = ['bot', 'postgres', 'both'] as const;
/** After a kill somebody must have been told of a new promise within this time (ms). */
const patience = 60_000;
/** Places that the demo does not have, by the accounts of who registers them. */
const heads = [
  ['hana', 'RW 10 Rawa Badak Utara'],
  ['ida', 'RW 11 Rawa Badak Utara'],
  ['joko', 'RW 12 Rawa Badak Utara'],
] as const;

const dataDir = await mkdtemp(join(tmpdir(), 'ksbb-kill-'));
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const chance = chanceFrom(seed);

let bot: Bot | undefined;
const start = async () => {
  bot = await startBot({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' }, { entry: 'main' });
};
const people: Person[] = [];

function meet(account: string): Person {
  const number = `+62 812-0000-01${10 + people.length}`;
  const name = `Bu ${account[0]?.toUpperCase()}${account.slice(1)}`;
  const urls = () => (bot ? [bot.url] : []);
  const person = new Person({ account, name, number, urls, chance });
  people.push(person);
  return person;
}

/** The heads register, and ask for plenty of another package than the demo's; an operator approves both. */
async function openNeeds(): Promise<void> {
  for (const [n, [account, place]] of heads.entries()) {
    const head = meet(account);
    const claim = { package: '', place, amount: 640 + n, day: '20 Januari' };
    await head.wishes({ kind: 'register', ...claim });
    await approve('places', place);
    const request = { package: 'Paket Lebaran', place, amount: 18_000 + n, day: '' };
    await head.wishes({ kind: 'ask', ...request });
    await approve('needs', head.confirmed.at(-1)?.number ?? '');
  }
}

async function approve(noun: 'places' | 'needs', which: string): Promise<void> {
  const args = ['--import', 'tsx/esm', 'src/cli.ts', noun, 'approve', which];
  const approved = await run(process.execPath, args, { DATA_DIR: dataDir });
  if (approved.code !== 0) throw new Error(approved.output);
}

let going = true;
async function give(donor: Person, index: number): Promise<void> {
  for (let n = 0; going || n === 0; n++) {
    const [, place] = heads[(n + index) % 3] ?? heads[0];
    const wish = {
      kind: 'give',
      package: 'Paket Lebaran',
      place,
      amount: 20 + n,
      day: `${1 + (n % 28)} Desember`,
    } as const;
    if (!(await donor.wishes(wish))) return;
  }
}

const told = () =>
  people.flatMap(({ confirmed }) => confirmed.filter(({ number }) => number)).length;

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  const begun = performance.now();
  while (!(await happened())) {
    if (performance.now() - begun > patience)
      throw new Error(
        ['Nothing was told any more.', ...people.flatMap(({ faults }) => faults)].join('\n'),
      );
    await delay(5);
  }
}

async function tellsAgain(): Promise<void> {
  const before = told();
  await until(() => told() > before);
}

const lockFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
const postgres = async () => Number((await readFile(lockFile, 'utf8')).split('\n')[0]);

async function kill(victim: (typeof victims)[number]): Promise<void> {
  const server = await postgres();
  const dying = victim === 'postgres' ? undefined : bot;
  if (dying) bot = undefined;
  if (victim !== 'bot') process.kill(server, 'SIGKILL');
  await dying?.stop('SIGKILL');
  // What it told before the kill may still be on its way here: only a new server's word counts.
  if (!dying) await until(async () => (await postgres().catch(() => server)) !== server);
  else await start();
}

let code: number | null | undefined;
try {
  await start();
  await openNeeds();
  const talks = ['sari', 'tono', 'umi'].map((account, index) => give(meet(account), index));
  await tellsAgain();
  for (let round = 0; round < rounds; round++) {
    const victim = victims[round % victims.length] ?? 'both';
    await delay(100 + 300 * chance());
    const killed = performance.now();
    await kill(victim);
    const started = Math.round(performance.now() - killed);
    await tellsAgain();
    const back = Math.round(performance.now() - killed);
    console.log(
      `${victim.padEnd(8)}  killed; there after ${started} ms, telling again after ${back} ms`,
    );
  }
  going = false;
  await Promise.all(talks);
} finally {
  await Promise.all(people.map((person) => person.close()));
  code = await bot?.stop();
}

const { prisma, close } = await openDatabase({ dataDir });
const secrets = createSecrets((await keyFile(dataDir)).key);
const wrong = (await Promise.all(people.map((one) => judge(prisma, secrets, one)))).flat();
await close();
await rm(dataDir, { recursive: true });

for (const sentence of wrong) console.log(sentence);
console.log(
  `seed ${seed}: ${rounds} kills, ${told()} promises and requests told, ${wrong.length} faults`,
);
process.exitCode = wrong.length > 0 || code !== 0 ? 1 : 0;

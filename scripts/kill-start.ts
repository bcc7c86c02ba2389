// npm run kill-start: kills the bot, its PostgreSQL, or both, with kill -9 under load, ten times in turn on the same
// data, and looks whether each next start works and whether anything that was confirmed is gone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../src/store/database.ts';

const rounds = 10;
const victims = ['bot', 'postgres', 'both'] as const;
/** A start must have confirmed its first record within this time. */
const patience = 20_000;

const dataDir = await mkdtemp(join(tmpdir(), 'ksbb-kill-'));
const confirmed = new Set<number>();
const writer = fileURLToPath(new URL('kill-start-writer.ts', import.meta.url));

function start(): ChildProcess {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), writer, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (id) => confirmed.add(Number(id)));
  return child;
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await happened())) {
    if (performance.now() - begun > patience) throw new Error('Nothing was confirmed any more.');
    await delay(5);
  }
}

async function confirmsAgain(): Promise<void> {
  const before = confirmed.size;
  await until(async () => confirmed.size > before);
}

const lockFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
const postgres = async () => Number((await readFile(lockFile, 'utf8')).split('\n')[0]);

async function kill(victim: (typeof victims)[number], bot: ChildProcess): Promise<void> {
  const server = await postgres();
  if (victim !== 'bot') process.kill(server, 'SIGKILL');
  if (victim !== 'postgres') {
    bot.kill('SIGKILL');
    await once(bot, 'close');
  } else {
    // What it confirmed before the kill may still be on its way here: only a new server's word counts.
    await until(async () => (await postgres().catch(() => server)) !== server);
  }
}

let bot = start();
try {
  await confirmsAgain();
  for (let round = 0; round < rounds; round++) {
    const victim = victims[round % victims.length] ?? 'both';
    await delay(200 + 40 * round); // Another moment each time.
    const killed = performance.now();
    await kill(victim, bot);
    if (victim !== 'postgres') bot = start();
    await confirmsAgain();
    const back = Math.round(performance.now() - killed);
    console.log(`${victim.padEnd(8)}  killed, and confirming again after ${back} ms`);
  }
} finally {
  bot.kill('SIGTERM');
  await once(bot, 'close');
}

const { prisma, close } = await openDatabase({ dataDir });
const rows = await prisma.keyCheck.findMany({ select: { id: true } });
await close();
await rm(dataDir, { recursive: true });

const stored = new Set(rows.map(({ id }) => id));
const lost = [...confirmed].filter((id) => !stored.has(id));
console.log(`${rounds} kills, ${confirmed.size} confirmed, ${lost.length} lost`);
process.exitCode = lost.length > 0 ? 1 : 0;

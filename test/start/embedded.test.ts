import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startInVain } from '../../scripts/bot.ts';
import { botProcess, hears, isAlive, meet, start } from './bots.ts';

// The embedded database, as it is for whoever types `npm start` for the first time, and again.
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ksbb-start-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

const lockFile = () => join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
const serverProcess = async () => Number((await readFile(lockFile(), 'utf8')).split('\n')[0]);

/** PostgreSQL is stopped by the last bot to leave: no process, no lock file. */
async function expectNothingLeft(server: number): Promise<void> {
  await expect.poll(() => isAlive(server), { timeout: 15_000 }).toBe(false);
  await expect(readFile(lockFile())).rejects.toThrow('ENOENT');
}

const whereItGoes = ({ printed }: Bot) => printed().split('\n').slice(0, 3);

test('a start says where to go; a second one joins; SIGTERM ends the one, Ctrl+C the other, and PostgreSQL with it', {
  timeout: 120_000,
}, async () => {
  const one = await start({ DATA_DIR: dataDir });
  expect(whereItGoes(one)).toEqual([
    `A key was made in ${join(dataDir, 'key')}. Names and phone numbers can be read only with it: keep a copy.`,
    'This is a demo: every place, head and figure in it is invented (contoh).',
    `Ready. Talk to the bot: ${one.url}`,
  ]);
  const server = await serverProcess();
  const two = await start({ DATA_DIR: dataDir }, { group: true });
  expect(whereItGoes(two).slice(0, 2)).toEqual([
    'This is a demo: every place, head and figure in it is invented (contoh).',
    `Ready. Talk to the bot: ${two.url}`,
  ]);
  expect(await serverProcess()).toBe(server);
  // What is begun with one goes on with the other.
  await hears(meet('sari', one), 'beri', /Boleh kami simpan/);
  await hears(meet('sari', two), '1', /biasa dipanggil siapa/);
  expect(await one.stop()).toBe(0);
  await hears(meet('sari', two), 'Bu Sari', /atas nama siapa/);
  process.kill(-two.pid, 'SIGINT'); // Ctrl+C, as a terminal does it: to the supervisor and to the bot.
  expect(await two.ended).toBe(0);
  await expectNothingLeft(server);
  expect(await readdir(dataDir)).toEqual(['key', 'postgres']);
});

test('a bot whose supervisor was killed ends, with everything that was started', {
  timeout: 120_000,
}, async () => {
  const supervised = await start({ DATA_DIR: dataDir });
  await hears(meet('tono', supervised), 'halo', /Mau mulai/);
  const bot = botProcess(supervised);
  const server = await serverProcess();
  process.kill(supervised.pid, 'SIGKILL');
  await expect.poll(() => isAlive(bot), { timeout: 15_000 }).toBe(false);
  await expectNothingLeft(server);
});

test('a real channel refuses the demo and says how to begin; a key that was lost is not made anew', {
  timeout: 120_000,
}, async () => {
  const telegram = {
    TELEGRAM_BOT_TOKEN: '710001:invented-token',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  };
  expect(await startInVain({ DATA_DIR: dataDir, ...telegram })).toEqual({
    code: 78,
    printed: `This database holds the demo, with invented figures, so no real channel starts on it. Begin a clean one: set DATA_DIR to another folder (now ${dataDir}), or DATABASE_URL to your own server.\n`,
  });

  await rename(join(dataDir, 'key'), join(dataDir, 'backup'));
  expect(await startInVain({ DATA_DIR: dataDir }, { entry: 'main' })).toEqual({
    code: 78,
    printed: `${join(dataDir, 'key')} is missing, and this database was begun with it: restore it from a backup, or set DATA_KEY. Nothing was changed.\n`,
  });
  expect(await readdir(dataDir)).toEqual(['backup', 'postgres']);
});

import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Bot, startBot } from '../../scripts/bot.ts';
import { openMedia } from '../../src/aid/media/open.ts';
import { bindRecords } from '../../src/records.ts';
import { openDatabase } from '../../src/store/database.ts';
import { chatKey, createSecrets } from '../../src/store/secrets.ts';
import { testKey } from '../database.ts';
import { template } from '../global-setup.ts';
import { jpegFromPhone } from '../pictures.ts';
import { token } from '../talks/bots.ts';
import { type Ground, layGround } from '../talks/ground.ts';
import { type BotApi, type Person, startBotApi } from '../telegram/bot-api/index.ts';

/** A photo over Telegram's wire, in and out, by bots in processes of their own. */

let server: BotApi;
let ground: Ground;
let database: Awaited<ReturnType<typeof openDatabase>>;
const bots: Bot[] = [];
const secrets = createSecrets(testKey);

beforeEach(async () => {
  server = await startBotApi({ token });
  ground = await layGround({ serverUrl: inject('serverUrl'), template, asProcess: true });
  database = await openDatabase({
    databaseUrl: ground.env.DATABASE_URL ?? '',
    dataDir: '/nowhere',
  });
});
afterEach(async () => {
  await Promise.all(bots.splice(0).map((bot) => bot.stop('SIGKILL')));
  await server.close();
  await database.close();
  await ground.leave();
  await ground.drop();
});

async function start(): Promise<Bot> {
  const telegram = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: server.root, DEMO: 'off' };
  const bot = await startBot({ ...ground.env, ...telegram }, { entry: 'main' });
  bots.push(bot);
  return bot;
}

/** Says or taps one thing after another, each once the one before it was answered. */
async function does(person: Person, ...deeds: string[]): Promise<void> {
  for (const deed of deeds) {
    const label = /^\[(.+)\]$/.exec(deed)?.[1];
    if (label) await person.taps(label);
    else await person.says(deed);
    await person.hears(({ text, buttons }) => /\?|✅/.test(text) || buttons.length > 0, 10_000);
    await delay(30);
    person.catchesUp();
  }
}

/** Pak Budi heads RW 03 and stands at the question for the photo of what came. */
async function headAtPhoto(): Promise<Person> {
  const budi = server.person({ id: 99_001_002, firstName: 'Budi', phone: '+6281234567890' });
  await does(budi, 'daftar', '[Ya, boleh]', 'Pak Budi', 'RW 03 Pulo Gadung', '820');
  await does(budi, '45 tahun 2024', '12 maret 2024', '[Ya, betul]', '[Foto nanti]');
  await does(budi, 'Pos RW, Jl. Contoh 8', '[Kirim nomor saya]', 'ya');
  await ground.run('places approve "RW 03 Pulo Gadung"');
  await budi.hears(({ text }) => text.includes('disetujui'), 10_000);
  // After a notice the open question stands again, if there is one by then: let that pass.
  await delay(1000);
  budi.catchesUp();
  await does(budi, 'terima', '[Tanpa kode]', '[Pangan]', '[Paket sembako]', '92', '0');
  return budi;
}

const media = () => database.prisma.media.findMany();
const states = async () => (await media()).map(({ state }) => state);
const fetches = () => server.calls.filter(({ method }) => method === 'getFile').length;

describe('a photo on Telegram', () => {
  test('comes in, is kept without its place, and goes out to who may look', {
    timeout: 240_000,
  }, async () => {
    await start();
    const budi = await headAtPhoto();
    const before = await jpegFromPhone();
    const { updateId } = await budi.sendsPhoto(before);
    await budi.hears(({ text }) => text.includes('Foto: ada'), 10_000);
    server.redeliver(updateId);
    await does(budi, 'ya');
    await expect.poll(states, { timeout: 10_000 }).toEqual(['kept']);
    expect(fetches()).toBe(1);

    const citra = server.person({ id: 99_001_003, firstName: 'Citra' });
    await does(citra, 'beri', '[Ya, boleh]', 'Bu Citra');
    const { prisma } = database;
    const chat = chatKey(secrets, { channel: 'telegram', account: '99001003' });
    const { personId } = await prisma.address.findUniqueOrThrow({ where: { chat } });
    const [kept] = await media();
    // The bot's clock stands where an operator's command put it last, a little behind the ground's.
    const now = new Date(ground.clock.now().getTime() - 60_000);
    await prisma.$transaction((db) =>
      openMedia(bindRecords(secrets)(db, now), kept?.id ?? '', {
        actor: { as: 'officer', person: personId },
        now,
        about: 'RW 03 Pulo Gadung',
      }),
    );
    const shown = await citra.hears(({ media }) => media === 'photo', 10_000);
    expect(shown.text).toContain('Foto barang untuk RW 03 Pulo Gadung');
    const seen = citra.fileIn(shown.messageId) ?? new Uint8Array();
    const { format, width, height, exif } = await sharp(seen).metadata();
    expect({ format, width, height, exif }).toEqual({ format: 'jpeg', width: 40, height: 60 });
    expect(Buffer.from(seen).includes('HP Rahasia')).toBe(false);
    expect(await prisma.auditLog.count({ where: { what: 'media.seen', actorId: personId } })).toBe(
      1,
    );
    expect(server.warnings).toEqual([]);
  });

  test('is fetched once, later, when the process died between the answer and the fetch', {
    timeout: 240_000,
  }, async () => {
    const first = await start();
    const budi = await headAtPhoto();
    const cut = server.fail({
      method: 'getFile',
      times: Number.POSITIVE_INFINITY,
      with: 'drop-before',
    });
    await budi.sendsPhoto(await jpegFromPhone());
    await budi.hears(({ text }) => text.includes('Foto: ada'), 10_000);
    await does(budi, 'ya');
    await expect.poll(() => cut.met, { timeout: 10_000 }).toBeGreaterThan(0);
    await first.stop('SIGKILL');
    expect(await states()).toEqual(['awaited']);
    cut.clear();
    const before = fetches();
    // What the dead one held is let go, and the wait after a failed fetch is over.
    await database.prisma.media.updateMany({
      data: { heldUntil: null, holder: null, dueAt: new Date(0) },
    });
    await Promise.all([start(), start()]);
    await expect.poll(states, { timeout: 20_000 }).toEqual(['kept']);
    await delay(1500);
    expect(fetches() - before).toBe(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatKey } from '../../src/store/secrets.ts';
import { testKey, useDatabase } from '../database.ts';
import { redisAvailable, startRedis, type TestRedis } from '../redis.ts';
import { hears, meet } from './bots.ts';
import { startHere } from './here.ts';

// The records stay where they are; where the conversations are kept is turned on and off.
describe.skipIf(!redisAvailable)('REDIS_URL, needs redis-server', () => {
  const database = useDatabase();
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const alone = () => ({
    DATABASE_URL: database.url,
    DATA_KEY: Buffer.from(testKey).toString('base64'),
  });
  const withRedis = () => ({ ...alone(), REDIS_URL: redis.url });

  /** Keeps the chat's turns from being taken while `act` runs: what is accepted meanwhile waits. */
  async function whileHeld(account: string, act: () => Promise<unknown>): Promise<void> {
    const chat = chatKey(database.secrets, { channel: 'simulator', account });
    await database.prisma.$transaction(
      async (db) => {
        await db.$executeRaw`SELECT FROM dialogue WHERE chat = ${chat} FOR UPDATE`;
        await act();
      },
      { timeout: 20_000 },
    );
  }

  test('is turned on and off in the middle of a talk: nothing is lost, and no answer is kept for a question of before', {
    timeout: 120_000,
  }, async () => {
    const first = await startHere(alone());
    const sari = meet('sari', first);
    await hears(sari, 'minta', /Boleh kami simpan/);
    await hears(sari, '1', /biasa dipanggil siapa/);
    await hears(sari, 'Bu Sari', /untuk RW mana/);
    await hears(sari, 'RW 9 Rawa Badak Utara', /Ada berapa KK/);
    // Accepted, and not taken when the process ends.
    await whileHeld('sari', async () => {
      await sari.phone.say({ kind: 'text', text: '640' });
      await first.stop();
    });

    const second = await startHere(withRedis());
    const onRedis = meet('sari', second);
    // What waited was answered with the question, and kept for none.
    const [asked] = await onRedis.phone.answers(sari.phone.heard.at(-1)?.order ?? 0);
    expect(asked?.text).toMatch(/Ada berapa KK/);
    await hears(onRedis, '700', /^700 KK\. Bantuan di bidang apa/);
    // A process of the other mode beside it would tear conversations apart.
    await expect(startHere(alone())).rejects.toThrow(
      'Another process runs with REDIS_URL on this database: stop it first, then start this one.',
    );
    await second.stop();

    const third = await startHere(alone());
    const back = meet('sari', third);
    await expect(startHere(withRedis())).rejects.toThrow(
      'Another process runs without REDIS_URL on this database: stop it first, then start this one.',
    );
    // Typed before the question was shown in this mode: asked again.
    expect(await hears(back, '1', /Bantuan di bidang apa/)).toMatch(/belum kami pakai/);
    await hears(back, '1', /Apa yang dibutuhkan/);
    await hears(back, '1', /Butuh berapa/);
    await hears(back, '85', /nomor HP/);
    const summary = await hears(back, '081200000177', /Tolong dicek/);
    expect(summary).toMatch(/RW 09 Rawa Badak Utara\nWarga: 700 KK\nPermintaan: 85 paket sembako/);
    await hears(back, '1', /✅ Terkirim\. Nomor permintaan: M-\d{4}-\d{4}/);
    expect(await database.prisma.need.count()).toBe(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatKey } from '../../src/store/secrets.ts';
import { testKey, useDatabase } from '../database.ts';
import { redisAvailable, startRedis, type TestRedis } from '../redis.ts';
import { hears, meet } from './bots.ts';
import { startHere } from './here.ts';

/** A letter of last year is in force. */
const lastYear = new Date().getFullYear() - 1;

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
    await hears(sari, 'daftar', /Boleh kami simpan/);
    await hears(sari, '1', /biasa dipanggil siapa/);
    await hears(sari, 'Bu Sari', /RW mana yang didaftarkan/);
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
    await hears(onRedis, '700', /^700 KK\. Nomor SK Lurah berapa/);
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
    const letter = `17 Tahun ${lastYear}`;
    expect(await hears(back, letter, /Nomor SK Lurah berapa/)).toMatch(/belum kami pakai/);
    await hears(back, letter, /Tanggal berapa suratnya/);
    await hears(back, `20 Januari ${lastYear}`, /berlaku 5 tahun/);
    await hears(back, 'ya, betul', /Boleh kirim foto/);
    await hears(back, 'nanti', /biasanya diturunkan/);
    await hears(back, 'Pos RW, Jl. Contoh 9', /nomor HP/);
    const summary = await hears(back, '081200000177', /Tolong dicek/);
    expect(summary).toMatch(/Tempat: RW 09 Rawa Badak Utara\nWarga: 700 KK/);
    expect(summary).toContain(`nomor ${letter}`);
    await hears(back, '1', /✅ Terkirim\. Data RW 09 Rawa Badak Utara sedang dicek/);
    const claims = await database.prisma.headship.findMany({ include: { place: true } });
    expect(claims.map(({ households, place: { rw } }) => [households, rw])).toEqual([[700n, 9]]);
  });
});

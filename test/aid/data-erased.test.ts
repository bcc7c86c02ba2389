import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { figuresOf } from '../../src/aid/programme/figures.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { testKey } from '../database.ts';
import { template } from '../global-setup.ts';
import { type Running, runHere } from '../talks/bots.ts';
import { castOf } from '../talks/cast.ts';
import { type Ground, layGround } from '../talks/ground.ts';
import { until } from '../talks/phones.ts';
import { openAll } from './opened.ts';
import { createWorld, gift, puloGadung, tuesday, type World } from './world.ts';

/**
 * Somebody who has done all that one can do here is erased through the bot, and afterwards every byte of the database is opened
 * with the key: nothing of theirs is in it.
 */

const secrets = createSecrets(testKey);
const at = new Date(tuesday.getTime() + 3600_000);
let ground: Ground;
let bot: Running;
let database: Database;
let world: World;

beforeAll(async () => {
  ground = await layGround({ serverUrl: inject('serverUrl'), template, at });
  bot = await runHere(ground);
  database = await openDatabase({
    databaseUrl: ground.env.DATABASE_URL ?? '',
    dataDir: '/nowhere',
  });
  world = createWorld(database.prisma, secrets);
  await world.caps({ openPledges: 1000, contactsADay: 1000 });
});
afterAll(async () => {
  await bot?.stop();
  await database?.close();
  await ground?.leave();
  await ground?.drop();
});

const cast = castOf(['Anindya', 'Pak Kurnia']);
const who = (name: string) => {
  const found = cast.get(name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return found;
};

/** Says it, and gives what the bot answered. */
async function says(name: string, text: string): Promise<string> {
  await bot.stage.phones.says(who(name), text);
  await bot.stage.quiet?.([who(name)]);
  const news = await bot.stage.phones.hears(who(name), 0);
  return news.map((one) => one.text).join('\n');
}

const forgotten = () =>
  until(async () => (await database.prisma.forgetting.count()) === 0, { within: 15_000 });

const figures = async () => {
  const records = { db: database.prisma, secrets, notify: () => Promise.resolve() };
  const by = ['package', 'field', 'donor', 'kota', 'kelurahan'] as const;
  const all = await Promise.all(by.map((each) => figuresOf(records, { by: each })));
  const needs = await database.prisma.need.findMany({
    orderBy: { number: 'asc' },
    select: { number: true, approved: true, allocated: true, received: true, surplus: true },
  });
  return JSON.stringify({ all, needs }, (_, value) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
};

describe('a donor', () => {
  test('leaves nothing but figures, which are what they were', async () => {
    const { prisma } = database;
    const account = who('Anindya').account;
    const { need, head } = await world.openNeed({ kelurahan: puloGadung, rw: 3, quantity: 145 });
    const ani = await world.known(account, 'Bu', 'Anindya', '+6281299887766');
    const promised = await ani.calls('pledge.confirm', {
      ...gift(need, 25),
      donorKind: 'dunia-usaha',
      donorName: 'PT Rahasia Sekali',
    });
    const allocation = await prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: promised.gives.number } },
      include: { need: true },
    });
    // It has come: the promise is no longer living, and its receipt stays.
    const place = allocation.need.placeId;
    const counted = { place, allocation: allocation.id, came: 24, damaged: 1, damage: 'basah' };
    expect((await head.calls('handover.record', counted)).end).toBe('recorded');
    const { id: handover } = await prisma.handover.findFirstOrThrow({ where: { placeId: place } });
    await ani.calls('handover.confirm', { handover });
    await ani.calls('inquiry.ask', { text: 'Kapan dicek pertanyaan rahasia', field: 'pangan' });
    await ani.calls('inquiry.report', { text: 'Diminta uang oleh orang', named: 'named' });
    await prisma.deadLetter.create({
      data: {
        chat: ani.chat,
        event: 'e',
        body: secrets.seal('kata Anindya'),
        reason: 'x',
        at,
      },
    });

    const before = await figures();
    expect(await says('Anindya', 'mau bantu 50 sembako')).toContain('atas nama');
    expect(await says('Anindya', 'hapus data')).toContain('1 komitmen');
    expect(await says('Anindya', 'setuju')).toContain('Belum dihapus');
    const { id: person } = await prisma.person.findFirstOrThrow({
      where: { addresses: { some: { chat: ani.chat } } },
    });
    expect(await says('Anindya', 'HAPUS')).toContain('sudah dihapus, Selasa, 24 November 2026');
    expect(await forgotten()).toBe(true);
    expect(await figures()).toBe(before);

    const lines = await openAll(ground.env.DATABASE_URL ?? '', secrets);
    // The opening sees what is sealed: of others it is all there.
    expect(lines.some((line) => line.startsWith('person.name: Kepala 3'))).toBe(true);
    const about = ['Anindya', '81299887766', 'PT Rahasia', 'pertanyaan rahasia', ani.chat, person];
    const phone = secrets.hash(`simulator-phone:${account}`);
    const left = lines.filter(
      (line) =>
        [...about, account].some((word) => line.includes(word)) &&
        // The id of an event that was known two days stays a hash of a hash.
        !line.startsWith('inbox.chat:'),
    );
    expect(left).toEqual([]);
    const last = await prisma.simulatorMessage.findMany({ where: { phone } });
    expect(last.map(({ direction }) => direction)).toEqual(['out']);
    expect(
      await prisma.inbox.count({ where: { chat: ani.chat, body: { not: new Uint8Array() } } }),
    ).toBe(0);
    // What was said of a levy stays, and leads to nobody.
    expect(await prisma.report.findMany({ select: { personId: true } })).toEqual([
      { personId: null },
    ]);
    const erased = await prisma.auditLog.findMany({ where: { what: 'person.erased' } });
    expect(erased).toMatchObject([{ actorId: null, actedAs: 'system', subjectId: 'erased' }]);

    // Whoever writes again is met as somebody new.
    expect(await says('Anindya', 'data saya')).toContain('tidak kami simpan');
    expect(await says('Anindya', 'beri')).toContain('Ini bot KSBB');
  }, 60_000);
});

describe('a head', () => {
  test('leaves the place, its requests and what came, without a word of theirs', async () => {
    const { prisma } = database;
    const account = who('Pak Kurnia').account;
    const pak = await world.known(account, 'Pak', 'Kurniawan', '+6281277665544');
    const place = await world.headed(
      pak,
      { kelurahan: puloGadung, rw: 41, label: 'RW' },
      {
        number: 'SK-Rahasia-41',
        address: { label: 'Rumah Kurniawan' },
      },
    );
    const asked = await pak.calls('need.propose', {
      place,
      package: 'sembako',
      amount: 40,
      urgency: 'urgent',
      urgentWhy: 'alasan rahasia',
      note: 'catatan rahasia',
    });
    await world.approve(asked.gives.number);
    const tini = await world.known('tini', 'Bu', 'Tini', '+6281200000111');
    await tini.calls('pledge.confirm', gift(asked.gives.number, 10));
    expect(await says('Pak Kurnia', 'hapus data')).toContain('Jabatan di 1 tempat berakhir');
    expect(await says('Pak Kurnia', 'hapus')).toContain('sudah dihapus');
    expect(await forgotten()).toBe(true);

    const lines = await openAll(ground.env.DATABASE_URL ?? '', secrets);
    const about = [
      'Kurniawan',
      '81277665544',
      'SK-Rahasia',
      'alasan rahasia',
      'catatan rahasia',
      pak.chat,
    ];
    const left = lines.filter(
      (line) => about.some((word) => line.includes(word)) && !line.startsWith('inbox.chat:'),
    );
    expect(left).toEqual([]);
    const row = await prisma.headship.findFirstOrThrow({ where: { placeId: place } });
    expect(row).toMatchObject({ state: 'ended', personId: null, proofNumber: null, address: null });
    const need = await prisma.need.findUniqueOrThrow({ where: { number: asked.gives.number } });
    expect(need).toMatchObject({
      state: 'open',
      approved: 40n,
      allocated: 10n,
      proposedById: null,
    });
    const told = await prisma.outbox.findMany({
      where: { notice: 'head-left-to-donor', person: { addresses: { some: { chat: tini.chat } } } },
    });
    expect(told).toHaveLength(1);
  }, 60_000);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

describe('a person', () => {
  test('is new until they agreed, and nameless until they gave a name', async () => {
    const ani = world.phone('ani');
    expect(await ani.calls('person.recognise')).toEqual({ end: 'new', gives: {} });
    expect(await ani.calls('person.consent')).toEqual({ end: 'agreed', gives: {} });
    expect(await ani.calls('person.recognise')).toEqual({ end: 'nameless', gives: {} });
    expect(await ani.calls('person.name', { name: { name: 'Ani' }, sapaan: 'bu' })).toEqual({
      end: 'stored',
      gives: { name: 'Ani', called: 'Bu Ani' },
    });
    expect(await ani.calls('person.recognise')).toEqual({
      end: 'known',
      gives: { name: 'Ani', called: 'Bu Ani' },
    });
  });

  test('who agrees twice has agreed once, and is one person', async () => {
    const dua = world.phone('dua');
    await dua.calls('person.consent');
    await dua.calls('person.consent', {}, { now: new Date(tuesday.getTime() + 1000) });
    const consents = await database.prisma.consent.findMany({
      where: { person: { addresses: { some: { chat: dua.chat } } } },
    });
    expect(consents).toMatchObject([
      { textVersion: '2026-12', channel: 'simulator', givenAt: tuesday, withdrawnAt: null },
    ]);
  });

  test('who agrees twice in the same instant is one person too', async () => {
    const before = await database.prisma.person.count();
    const tiga = world.phone('tiga');
    await Promise.all([1, 2, 3, 4].map(() => tiga.calls('person.consent')));
    expect(await database.prisma.person.count()).toBe(before + 1);
    const consents = { person: { addresses: { some: { chat: tiga.chat } } } };
    expect(await database.prisma.consent.count({ where: consents })).toBe(1);
  });

  test('keeps the sapaan that came with the name', async () => {
    const budi = world.phone('budi');
    await budi.calls('person.consent');
    const named = await budi.calls('person.name', { name: { sapaan: 'Pak', name: 'Budi' } });
    expect(named.gives).toEqual({ name: 'Budi', called: 'Pak Budi' });
  });

  test('who wants the name alone is called by it', async () => {
    const rina = world.phone('rina');
    await rina.calls('person.consent');
    const saja = { key: 'saja', label: 'Rina saja' };
    const named = await rina.calls('person.name', { name: { name: 'Rina' }, sapaan: saja });
    expect(named.gives).toEqual({ name: 'Rina', called: 'Rina' });
  });

  test('gives the same number as another, and stays another person', async () => {
    const [a, b] = [world.phone('satu-rumah-a'), world.phone('satu-rumah-b')];
    for (const phone of [a, b]) {
      await phone.calls('person.consent');
      expect(await phone.calls('person.reach')).toEqual({ end: 'unreachable', gives: {} });
      expect(await phone.calls('person.phone', { phone: '+6281200000012' })).toEqual({
        end: 'stored',
        gives: { phone: '+6281200000012' },
      });
      expect(await phone.calls('person.reach')).toEqual({
        end: 'reachable',
        gives: { phone: '+6281200000012' },
      });
    }
    const phoneHash = database.secrets.hash('+6281200000012');
    expect(await database.prisma.person.count({ where: { phoneHash } })).toBe(2);
  });

  test('of whom nothing may be kept is not kept', async () => {
    const before = await database.prisma.person.count();
    const stranger = world.phone('stranger');
    expect(await stranger.calls('person.name', { name: { name: 'Eka' } })).toEqual({
      end: 'unregistered',
      gives: {},
    });
    expect(await stranger.calls('person.phone', { phone: '+6281200000099' })).toEqual({
      end: 'unregistered',
      gives: {},
    });
    expect(await database.prisma.person.count()).toBe(before);
  });

  test('who withdrew their consent is new again', async () => {
    const fajar = await world.known('fajar', 'Pak', 'Fajar', '+6281200000031');
    await database.prisma.consent.updateMany({
      where: { person: { addresses: { some: { chat: fajar.chat } } } },
      data: { withdrawnAt: tuesday },
    });
    expect(await fajar.calls('person.recognise')).toEqual({ end: 'new', gives: {} });
    expect(await fajar.calls('person.phone', { phone: '+6281200000032' })).toMatchObject({
      end: 'unregistered',
    });
    await fajar.calls('person.consent');
    expect(await fajar.calls('person.recognise')).toEqual({
      end: 'known',
      gives: { name: 'Fajar', called: 'Pak Fajar', phone: '+6281200000031' },
    });
  });

  test('who has given for nobody yet is known as no donor', async () => {
    const gita = await world.known('gita', 'Bu', 'Gita', '+6281200000033');
    expect(await gita.calls('person.donor')).toEqual({ end: 'none', gives: {} });
  });
});

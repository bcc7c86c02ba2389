import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

const consents = (chat: string) =>
  database.prisma.consent.findMany({ where: { person: { addresses: { some: { chat } } } } });

describe('taking the consent back', () => {
  test('stops announcements at once, ends what is promised, and tells the head', async () => {
    const { need, head } = await world.newNeed(100);
    const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    await ani.calls('pledge.confirm', gift(need, 25));
    const before = world.notices.length;
    expect((await ani.calls('data.goes')).gives).toMatchObject({ part: 'some', consent: 'given' });
    expect((await ani.calls('data.withdraw')).end).toBe('withdrawn');
    expect(await consents(ani.chat)).toMatchObject([{ withdrawnAt: tuesday }]);
    const person = await database.prisma.person.findFirstOrThrow({
      where: { addresses: { some: { chat: ani.chat } } },
    });
    expect(person.quietAt).toEqual(tuesday);
    expect(await world.standingOf(need)).toMatchObject({ allocated: 0n });
    const headPerson = await database.prisma.address.findUniqueOrThrow({
      where: { chat: head.chat },
    });
    expect(world.notices.slice(before)).toMatchObject([
      { person: headPerson.personId, notice: 'cancelled-to-head' },
    ]);
    expect((await ani.calls('data.withdraw')).end).toBe('none');
  });

  test('has nothing new kept, and what was said still shown and erased on request', async () => {
    const budi = await world.known('budi', 'Pak', 'Budiman', '+6281200000077');
    await budi.calls('data.withdraw');
    expect((await budi.calls('person.name', { name: { name: 'Lain' } })).end).toBe('unregistered');
    expect((await budi.calls('person.phone', { phone: '+6281200000078' })).end).toBe(
      'unregistered',
    );
    const { need } = await world.newNeed(10);
    expect((await budi.calls('pledge.confirm', gift(need, 5))).end).toBe('unregistered');
    const { end, gives } = await budi.calls('data.show');
    expect(end).toBe('known');
    expect(JSON.stringify(gives)).toContain('Budiman');
    expect(gives.kept.id).toContain('30 hari');
    expect((await budi.calls('data.erase', { word: 'hapus' })).end).toBe('erased');
    expect((await budi.calls('data.show')).end).toBe('unknown');
  });

  test('leaves what is kept to be corrected, and has nothing added', async () => {
    const { prisma, secrets } = database;
    const sari = await world.known('sari', 'Bu', 'Sarri', '+6281200000081');
    const { need } = await world.newNeed(10);
    const party = { donorKind: 'dunia-usaha', donorName: 'PT Conto' };
    await sari.calls('pledge.confirm', { ...gift(need, 1), ...party });
    const all = { consent: 'given', name: 'open', phone: 'open', places: 'open' };
    expect(await sari.calls('data.kept')).toEqual({ end: 'known', gives: all });
    await sari.calls('data.withdraw');
    const left = { ...all, consent: 'withdrawn' };
    expect(await sari.calls('data.kept')).toEqual({ end: 'known', gives: left });
    expect(
      await sari.calls('data.name', { name: { name: 'Sari' }, sapaan: { key: 'bu', label: 'Bu' } }),
    ).toEqual({ end: 'stored', gives: { called: 'Bu Sari' } });
    expect((await sari.calls('data.phone', { phone: '+6281200000082' })).end).toBe('stored');
    const { gives } = await sari.calls('data.organisations');
    const [organisation] = gives.items;
    const renamed = await sari.calls('data.rename', { organisation, name: 'PT Contoh' });
    expect(renamed.end).toBe('renamed');
    const shown = JSON.stringify((await sari.calls('data.show')).gives.lines);
    expect(shown).toContain('Nama: Bu Sari');
    expect(shown).toContain('HP: +62 812-0000-0082');
    expect(shown).toContain('Atas nama: PT Contoh');
    expect(shown).not.toMatch(/Sarri|0000-0081|PT Conto"/);
    const row = { where: { addresses: { some: { chat: sari.chat } } } };
    const { phoneHash } = await prisma.person.findFirstOrThrow(row);
    expect(phoneHash).toBe(secrets.hash('+6281200000082'));

    // Without a name and a number nothing can be corrected, and nothing is added.
    const tono = world.phone('tono');
    await tono.calls('person.consent');
    expect(await tono.calls('data.kept')).toEqual({ end: 'nameless', gives: { name: 'open' } });
    await tono.calls('data.withdraw');
    const none = { consent: 'withdrawn', name: 'closed', phone: 'closed', places: 'open' };
    expect(await tono.calls('data.kept')).toEqual({ end: 'known', gives: none });
    expect((await tono.calls('data.name', { name: { name: 'Tono' } })).end).toBe('closed');
    expect((await tono.calls('data.phone', { phone: '+6281200000083' })).end).toBe('closed');
    expect((await tono.calls('person.listening')).end).toBe('withdrawn');

    const nobody = world.phone('nobody');
    for (const [verb, needs] of [
      ['data.kept', {}],
      ['data.name', { name: { name: 'Tono' } }],
      ['data.phone', { phone: '+6281200000083' }],
      ['person.listening', {}],
    ] as const)
      expect((await nobody.calls(verb, needs)).end).toBe('unknown');
  });

  test('by whoever is served no more, but for the data of a place', async () => {
    const { prisma } = database;
    const joko = await world.known('joko', 'Pak', 'Jokko', '+6281200000084');
    const since = tuesday;
    await prisma.blocked.create({ data: { chat: joko.chat, reason: 'uji', since } });
    expect((await joko.calls('data.kept')).gives).toMatchObject({ name: 'open', places: 'closed' });
    expect((await joko.calls('data.name', { name: { name: 'Joko' } })).end).toBe('stored');
  });

  test('can be given again, and is the same person', async () => {
    const tini = await world.known('tini', 'Bu', 'Tini', '+6281200000079');
    await tini.calls('data.withdraw');
    expect((await tini.calls('person.recognise')).end).toBe('new');
    await tini.calls('person.consent');
    expect((await tini.calls('person.recognise')).gives).toMatchObject({ called: 'Bu Tini' });
    expect(await consents(tini.chat)).toHaveLength(2);
  });

  test('is not for the last admin, and of an officer ends the role', async () => {
    const dodi = await employ(world, 'dodi', { kind: 'admin' });
    for (const verb of ['data.goes', 'data.withdraw'] as const)
      expect((await dodi.calls(verb)).end).toBe('last-admin');
    expect((await dodi.calls('data.erase', { word: 'HAPUS' })).end).toBe('last-admin');
    const citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
    expect((await citra.calls('data.withdraw')).end).toBe('withdrawn');
    expect((await citra.calls('staff.me')).end).toBe('none');
    await employ(world, 'dedi', { kind: 'admin' });
    expect((await dodi.calls('data.erase', { word: 'HAPUS' })).end).toBe('erased');
  });
});

describe('the name of an organisation', () => {
  test('is corrected by whoever gives for it, and by nobody else', async () => {
    const { need } = await world.newNeed(100);
    const rina = await world.known('rina', 'Bu', 'Rina', '+6281200000013');
    const of = (donorName: string) => ({ ...gift(need, 1), donorKind: 'dunia-usaha', donorName });
    await rina.calls('pledge.confirm', of('PT Conto'));
    await rina.calls('pledge.confirm', of('PT Lain'));
    const { gives } = await rina.calls('data.organisations');
    const [organisation] = gives.items;
    expect(organisation.label).toBe('PT Conto');
    const other = await world.known('rini', 'Bu', 'Rini', '+6281200000014');
    expect((await other.calls('data.organisations')).end).toBe('none');
    const renamed = { organisation, name: 'PT Contoh' };
    expect((await other.calls('data.rename', renamed)).end).toBe('unknown');
    expect((await rina.calls('data.rename', { organisation, name: 'pt lain' })).end).toBe('taken');
    expect(await rina.calls('data.rename', renamed)).toEqual({
      end: 'renamed',
      gives: { name: 'PT Contoh' },
    });
    expect((await rina.calls('data.organisations')).gives.items[0].label).toBe('PT Contoh');
  });
});

import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, puloGadung, rw, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

test('lists that officers look through name nobody: a private donor by the kind, a claim by its time', async () => {
  const citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
  const eko = await employ(world, 'eko', { kind: 'kelurahan', areaCode: puloGadung });
  const ani = await world.known('ani', 'Bu', 'Anindya', '+6281200000012');
  const { need } = await world.newNeed(50);
  await ani.calls('pledge.confirm', { ...gift(need, 20), deliverOn: '2026-11-26' });
  const now = new Date('2026-12-01T10:00:00+07:00');
  const own = await ani.calls('pledge.confirm', {
    ...gift(need, 5),
    donorKind: 'dunia-usaha',
    donorName: 'PT Contoh Jaya',
  });
  expect(own.end).toBe('reserved');
  for (const list of [
    await citra.calls('pledge.on-need', { need }),
    await citra.calls('pledge.overdue', {}, { now }),
  ]) {
    expect(list.end).toBe('list');
    expect(JSON.stringify(list)).not.toContain('Anindya');
    expect(JSON.stringify(list)).toContain('Perorangan');
  }
  expect(JSON.stringify(await citra.calls('pledge.on-need', { need }))).toContain('PT Contoh Jaya');

  const names = ['Tejo', 'Tono'];
  for (const [index, name] of names.entries()) {
    const head = await world.known(name, 'Pak', name, `+628120000510${index}`);
    await world.claimed(head, rw(puloGadung, 77));
  }
  const claims = JSON.stringify(await eko.calls('place.claims'));
  for (const name of names) expect(claims).not.toContain(name);
  expect(claims).toContain('Selasa 13.10');
});

test('the list of staff names people, and whoever opens it is on record for each of them', async () => {
  const dodi = await employ(world, 'dodi', { kind: 'admin' });
  const looks = () => database.prisma.auditLog.count({ where: { what: 'role.seen' } });
  expect((await dodi.calls('staff.look')).end).toBe('shown');
  const people = await database.prisma.role.findMany({ distinct: ['personId'] });
  expect(await looks()).toBe(people.length);
  const ani = await world.known('ani', 'Bu', 'Anindya', '+6281200000012');
  expect((await ani.calls('staff.look')).end).toBe('not-yours');
  expect(await looks()).toBe(people.length);
});

test('of two last admins who erase themselves at once, one stays', async () => {
  await database.prisma.role.updateMany({
    where: { kind: 'admin' },
    data: { revokedAt: new Date() },
  });
  for (let round = 0; round < 3; round++) {
    const admins = [
      await employ(world, `a${round}`, { kind: 'admin' }),
      await employ(world, `b${round}`, { kind: 'admin' }),
    ];
    const ends = await Promise.all(admins.map((one) => one.calls('data.erase', { word: 'HAPUS' })));
    expect(ends.map(({ end }) => end).sort()).toEqual(['erased', 'last-admin']);
    const living = { kind: 'admin', revokedAt: null } as const;
    expect(await database.prisma.role.count({ where: living })).toBe(1);
    await database.prisma.role.updateMany({ where: living, data: { revokedAt: new Date() } });
  }
});

test('two officers who open two requests of one package at once: one is told that the other is open', async () => {
  const officers = [
    await employ(world, 'c1', { kind: 'skpd', fieldKey: 'pangan' }),
    await employ(world, 'c2', { kind: 'skpd', fieldKey: 'pangan' }),
  ];
  const made: { need: string; version: number }[] = [];
  const { need, head } = await world.newNeed(10);
  const { placeId } = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
  const ani = await world.known('ani', 'Bu', 'Anindya', '+6281200000012');
  for (let at = 0; at < 2; at++) {
    const number =
      at === 0
        ? need
        : (await head.calls('need.propose', { place: placeId, package: 'sembako', amount: 10 }))
            .gives.number;
    if (at > 0) await world.approve(number);
    const { gives } = await ani.calls('pledge.confirm', gift(number, 10));
    const part = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: gives.number } },
    });
    const told = { place: placeId, allocation: part.id, came: 10 };
    expect((await head.calls('handover.record', told)).end).toBe('recorded');
    const version = await database.prisma.needVersion.count({ where: { need: { number } } });
    made.push({ need: number, version });
  }
  const ends = await Promise.all(
    officers.map((one, at) =>
      one.calls('need.correct', { ...made[at], amount: 20, reason: 'Ternyata kurang' }),
    ),
  );
  expect(ends.map(({ end }) => end).sort()).toEqual(['corrected', 'over']);
});

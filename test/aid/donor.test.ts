import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let rina: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  rina = await world.known('rina', 'Bu', 'Rina', '+6281200000013');
});

describe('who gives', () => {
  test('is an organisation with its kind and name, known the next time', async () => {
    const { need } = await world.newNeed(200);
    const company = { donorKind: 'dunia-usaha', donorName: 'PT Contoh Jaya' };
    await rina.calls('pledge.confirm', { ...gift(need, 10), ...company });
    await rina.calls('pledge.confirm', { ...gift(need, 10), ...company });
    expect(await rina.calls('person.donor')).toEqual({
      end: 'known',
      gives: {
        kind: { key: 'dunia-usaha', label: { id: 'Dunia usaha', en: 'Business' } },
        name: 'PT Contoh Jaya',
        label: 'PT Contoh Jaya',
      },
    });
    expect(await database.prisma.donor.count({ where: { kind: 'dunia-usaha' } })).toBe(1);
    expect(world.notices.at(-1)?.args.donor).toBe('PT Contoh Jaya (Bu Rina)');
  });

  test('is an individual by their own name, whatever name came along', async () => {
    const { need } = await world.newNeed(200);
    await ani.calls('pledge.confirm', { ...gift(need, 10), donorName: 'Ani Sendiri' });
    expect(await ani.calls('person.donor')).toEqual({
      end: 'known',
      gives: {
        kind: { key: 'perorangan', label: { id: 'Saya sendiri', en: 'Myself' } },
        label: { id: 'Saya sendiri', en: 'Myself' },
      },
    });
    expect(world.notices.at(-1)?.args.donor).toBe('Bu Ani');
  });

  test('sees what a colleague promised for the same party', async () => {
    const { need } = await world.newNeed(200);
    const dewi = await world.known('dewi', 'Bu', 'Dewi', '+6281200000014');
    expect(await dewi.calls('pledge.mine')).toEqual({ end: 'none', gives: {} });
    const company = { donorKind: 'asosiasi', donorName: 'Asosiasi Contoh' };
    await rina.calls('pledge.confirm', { ...gift(need, 15), ...company });
    const donor = await database.prisma.donor.findFirstOrThrow({ where: { kind: 'asosiasi' } });
    const person = await database.prisma.person.findFirstOrThrow({
      where: { addresses: { some: { chat: dewi.chat } } },
    });
    await database.prisma.donorMember.create({
      data: { donorId: donor.id, personId: person.id, joinedAt: tuesday },
    });
    const { gives } = await dewi.calls('pledge.mine');
    expect(gives.waiting).toMatchObject([{ amount: 15, state: 'reserved' }]);
  });
});

test('totals stand side by side: promised and still promised or received, and received in good condition', async () => {
  await database.prisma.$transaction([
    database.prisma.allocation.deleteMany(),
    database.prisma.pledge.deleteMany(),
  ]);
  const { need } = await world.newNeed(200);
  const lamps = await world.openNeed({ kelurahan: gambir, rw: 60, package: 'lampu', quantity: 9 });
  const promise = async (amount: number, more: object, change: object) => {
    const { gives } = await ani.calls('pledge.confirm', { ...gift(need, amount), ...more });
    const pledge = { number: gives.number };
    await database.prisma.allocation.updateMany({ where: { pledge }, data: change });
  };
  await promise(100, {}, { state: 'received', received: 92n });
  await promise(20, {}, { state: 'released' });
  await promise(30, {}, { state: 'cancelled' });
  await promise(7, {}, { state: 'on_way' });
  await promise(4, { ...gift(lamps.need, 4), package: 'lampu' }, {});
  expect(await ani.calls('programme.totals')).toEqual({
    end: 'list',
    gives: {
      items: [
        {
          key: 'sembako',
          label: { id: 'Paket sembako', en: 'Staple food package' },
          unit: { id: 'paket sembako', en: 'staple food packages' },
          committed: 107,
          delivered: 92,
        },
        {
          key: 'lampu',
          label: { id: 'Lampu jalan', en: 'Street lamp' },
          unit: { id: 'unit lampu jalan', en: 'street lamps' },
          committed: 4,
          delivered: 0,
        },
      ],
    },
  });
  // What was short or damaged is open again.
  expect(await world.standingOf(need)).toEqual({ approved: 200n, allocated: 7n, received: 92n });
});

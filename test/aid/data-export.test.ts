import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportOf } from '../../src/aid/data/export.ts';
import { fileOf } from '../../src/aid/data/file.ts';
import { byChat, exported, notExported } from '../../src/aid/data/holds.ts';
import { holderAt } from '../../src/aid/person/holder.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
const folder = new URL('../../prisma/', import.meta.url);

/** The models of the schema, each with its lines. */
function models(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.prisma'))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const [, name = '', body = ''] of text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm))
      found.set(name, body.split('\n'));
  }
  return found;
}

describe('every table that knows somebody', () => {
  test('by a person is exported, or says why not', () => {
    const columns = [...models()].flatMap(([model, lines]) =>
      lines.flatMap((line) => {
        const [, field] = /^\s+(\w+)\s+Person\??\s+@relation/.exec(line) ?? [];
        return field && line.includes('fields:') ? [`${model}.${field}`] : [];
      }),
    );
    expect(columns.length).toBeGreaterThan(20);
    expect([...Object.keys(exported), ...Object.keys(notExported)].sort()).toEqual(columns.sort());
  });

  test('by a chat, a phone or an account alone says why it is not', () => {
    const known = [...models()]
      .filter(([, lines]) =>
        lines.some((line) =>
          /^\s+(chat|phone|contactId|lidHash|account)\s+(String|Bytes)/.test(line),
        ),
      )
      .map(([model]) => model)
      // These are exported by their person.
      .filter((model) => !Object.keys(exported).some((column) => column.startsWith(`${model}.`)));
    expect(Object.keys(byChat).sort()).toEqual(known.sort());
  });
});

describe('the export', () => {
  let world: World;
  let ani: Phone;
  let all: Record<string, unknown>;

  beforeAll(async () => {
    world = createWorld(database.prisma, database.secrets);
    await world.seed();
    const { need, head } = await world.openNeed({ kelurahan: puloGadung, rw: 3, quantity: 145 });
    ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    const { gives } = await ani.calls('pledge.confirm', {
      ...gift(need, 25),
      donorKind: 'komunitas',
      donorName: 'Komunitas Contoh',
    });
    const allocation = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: gives.number } },
      include: { need: true },
    });
    const place = allocation.need.placeId;
    await head.calls('handover.record', {
      place,
      allocation: allocation.id,
      came: 24,
      damaged: 1,
      damage: 'kata ketua',
    });
    const { id: handover } = await database.prisma.handover.findFirstOrThrow();
    await ani.calls('handover.dispute', { handover, note: 'kami bawa 25' });
    const second = await ani.calls('pledge.confirm', { ...gift(need, 5), donorKind: 'perorangan' });
    const other = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: second.gives.number } },
    });
    const counted = { place, allocation: other.id, came: 4, damaged: 1, damage: 'kata ketua' };
    await head.calls('handover.record', counted);
    const count = { where: { allocationId: other.id } };
    // As where the donor is the one who confirms the count.
    const { personId: confirmedById } = await database.prisma.address.findUniqueOrThrow({
      where: { chat: ani.chat },
    });
    await database.prisma.handover.updateMany({ ...count, data: { confirmedById } });
    await ani.calls('inquiry.ask', { text: 'Kapan dicek', field: 'pangan' });
    await ani.calls('inquiry.report', { text: 'Diminta uang di RT', named: 'named' });
    await ani.calls('inquiry.report', { text: 'laporan tanpa nama', named: 'anonymous' });
    await world.headed(ani, { kelurahan: puloGadung, rw: 9, label: 'RW' });
    await database.prisma.person.updateMany({ data: { createdAt: tuesday } });
    const records = { db: database.prisma, secrets: database.secrets, notify: async () => {} };
    const holder = await holderAt(records, ani.chat);
    if (!holder) throw new Error('Ani is not known.');
    all = await exportOf(records, holder, tuesday);
    const file = await fileOf(records, holder.id, tuesday);
    expect(file).toMatchObject({
      kind: 'document',
      mime: 'application/json',
      name: 'data-saya.json',
    });
    expect(JSON.parse(Buffer.from(file?.bytes ?? []).toString('utf8'))).toEqual(all);
  });

  test('has every heading that the list of tables promises', () => {
    expect(Object.keys(all)).toEqual(expect.arrayContaining([...new Set(Object.values(exported))]));
  });

  test('opens what is theirs', () => {
    expect(all).toMatchObject({
      person: [{ name: 'Ani', sapaan: 'Bu', phone: '+6281200000012' }],
      announcements: true,
      addresses: [{ channel: 'simulator', account: 'ani', language: 'id' }],
      consents: [{ textVersion: '2026-12', channel: 'simulator' }],
      donors: expect.arrayContaining([
        expect.objectContaining({ kind: 'komunitas', name: 'Komunitas Contoh' }),
      ]),
      commitments: [
        { packageKey: 'sembako', quantity: 25, allocations: [{ quantity: 25 }] },
        { packageKey: 'sembako', quantity: 5, allocations: [{ quantity: 5 }] },
      ],
      headships: [
        { state: 'verified', proofNumber: '45 Tahun 2024', address: 'Pos RW, Jl. Contoh 8' },
      ],
      questions: [{ question: 'Kapan dicek' }],
      handovers: {
        confirmed: [{ came: 4, damaged: 1 }],
        ofCommitments: [{ came: 24, dispute: 'kami bawa 25' }, { came: 4 }],
      },
    });
    expect(all.looks).toContainEqual({
      at: tuesday.toISOString(),
      what: { id: 'nama dan nomor HP', en: 'name and phone number' },
      by: { id: 'ketua tempat', en: 'the head of a place' },
    });
  });

  test('has nothing of anybody else, and no report that was made without a name', () => {
    const text = JSON.stringify(all);
    expect(all.reports).toMatchObject([{ story: 'Diminta uang di RT' }]);
    for (const other of ['tanpa nama', 'Kepala 3', '81200001003', 'kata ketua', ani.chat])
      expect(text.includes(other), other).toBe(false);
  });

  test('is told in short as well, with a file that goes to the very chat', async () => {
    const before = world.notices.length;
    const { end, gives } = await ani.calls('data.show');
    expect(end).toBe('known');
    const lines = gives.lines.map(({ line }: { line: { id: string } }) => line.id);
    expect(lines).toContain('Nama: Bu Ani');
    expect(lines).toContain('Atas nama: Komunitas Contoh');
    expect(lines.join()).toContain('2 komitmen');
    expect(world.notices.slice(before)).toMatchObject([{ notice: 'my-data', chat: ani.chat }]);
  });

  test('of a stranger there is none', async () => {
    expect(await world.phone('siapa').calls('data.show')).toMatchObject({ end: 'unknown' });
  });
});

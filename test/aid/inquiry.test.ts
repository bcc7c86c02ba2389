import { beforeAll, describe, expect, test } from 'vitest';
import { invite } from '../../src/aid/staff/invitations.ts';
import { revokeRole } from '../../src/aid/staff/revocation.ts';
import { timed } from '../../src/aid/timed.ts';
import type { StaffKind } from '../../src/store/generated/client.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let serial = 0;
let pangan: Phone;
let lurah: Phone;
let admin: Phone;
let ani: Phone;
const hours = (count: number) => new Date(tuesday.getTime() + count * 3600_000);

async function staff(kind: StaffKind, scope: { fieldKey?: string; areaCode?: string } = {}) {
  const phone = await world.known(
    `s${++serial}`,
    'Bu',
    `Petugas ${serial}`,
    `+62812000${2000 + serial}`,
  );
  const code = await world.transact(async (records) => {
    const actor = { as: 'operator' } as const;
    const wish = { kind, ...scope, name: 'Seseorang', actor, chance: `i${serial}`, now: tuesday };
    return (await invite(records, wish)).code;
  });
  expect((await phone.calls('staff.join', { code })).end).toBe('joined');
  return phone;
}

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  pangan = await staff('skpd', { fieldKey: 'pangan' });
  lurah = await staff('kelurahan', { areaCode: puloGadung });
  admin = await staff('admin');
});

const personOf = async (phone: Phone) =>
  (await database.prisma.address.findUniqueOrThrow({ where: { chat: phone.chat } })).personId;
const newest = async () =>
  (await database.prisma.inquiry.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
/** A question about a field, a kelurahan or neither; its id. */
async function asks(about: object, text = 'Kapan permintaan kami dicek') {
  expect((await ani.calls('inquiry.ask', { text, ...about })).end).toBe('sent');
  return newest();
}
const keysOf = async (phone: Phone, now = tuesday) => {
  const { end, gives } = await phone.calls('inquiry.waiting', {}, { now });
  return end === 'none' ? [] : (gives.items as { key: string }[]).map(({ key }) => key);
};
const told = async (phone: Phone, id: string, notice: string) => {
  const person = await personOf(phone);
  return world.notices.filter(
    (one) => one.person === person && one.cause.id === id && one.notice === notice,
  ).length;
};

describe('a question', () => {
  test.each<[string, object, 'pangan' | 'lurah' | 'admin']>([
    ['of a field', { field: 'pangan' }, 'pangan'],
    ['of a place', { place: rw(puloGadung, 3) }, 'lurah'],
    ['of neither', {}, 'admin'],
    ['of a field without an officer', { field: 'umkm' }, 'admin'],
    ['of a place without an officer', { place: rw(gambir) }, 'admin'],
  ])(
    '%s is told to those whose it is, and stands in their queue alone',
    async (_, about, whose) => {
      const phones = { pangan, lurah, admin };
      const id = await asks(about);
      for (const [name, phone] of Object.entries(phones)) {
        expect((await keysOf(phone)).includes(id)).toBe(name === whose);
        expect(await told(phone, id, 'inquiry-to-staff')).toBe(name === whose ? 1 : 0);
      }
      // An admin answers everything; any other officer nothing that is not theirs.
      const others = Object.entries(phones).filter(([name]) => name !== whose && name !== 'admin');
      for (const [, phone] of others) {
        expect((await phone.calls('inquiry.look', { inquiry: id })).end).toBe('gone');
        const ended = await phone.calls('inquiry.answer', { inquiry: id, text: 'Ya' });
        expect(ended.end).toBe('not-yours');
      }
      expect((await ani.calls('inquiry.answer', { inquiry: id, text: 'Ya' })).end).toBe(
        'not-yours',
      );
    },
  );

  test('is shown with a name and no number; each look is on record', async () => {
    const id = await asks({ field: 'pangan' });
    const { gives } = await pangan.calls('inquiry.look', { inquiry: id });
    expect(gives).toMatchObject({ asker: 'Bu Ani', text: 'Kapan permintaan kami dicek' });
    expect(JSON.stringify(gives)).not.toContain('81200000012');
    const looks = await database.prisma.auditLog.findMany({ where: { subjectId: id } });
    expect(looks.map(({ what }) => what)).toEqual(['inquiry.seen']);
  });

  test('is answered once, in the chat of who asked; the second officer is told', async () => {
    const id = await asks({ field: 'pangan' });
    const ends = await Promise.all(
      [pangan, admin].map((phone) => phone.calls('inquiry.answer', { inquiry: id, text: 'Besok' })),
    );
    expect(ends.map(({ end }) => end).sort()).toEqual(['already', 'answered']);
    expect(await told(ani, id, 'inquiry-answered')).toBe(1);
    const notice = world.notices.find(({ cause }) => cause.kind === 'inquiry' && cause.id === id);
    expect(notice?.args).toEqual({ question: 'Kapan permintaan kami dicek', answer: 'Besok' });
    expect((await pangan.calls('inquiry.look', { inquiry: id })).end).toBe('gone');
    await expect(
      database.prisma.inquiry.update({ where: { id }, data: { answer: Buffer.from('x') } }),
    ).rejects.toThrow(/answered once/);
  });

  test('is the same at a second delivery of its answer, and kept sealed', async () => {
    const how = { question: 'same' };
    const text = 'Rahasia sekali ini';
    for (let turn = 0; turn < 2; turn += 1)
      expect((await ani.calls('inquiry.ask', { text }, how)).end).toBe('sent');
    const rows = await database.prisma.inquiry.findMany({ where: { asked: 'same' } });
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.question ?? []).toString('latin1')).not.toContain('Rahasia');
    expect(await told(admin, rows[0]?.id ?? '', 'inquiry-to-staff')).toBe(1);
  });

  test('of nobody who agreed is not kept', async () => {
    const before = await database.prisma.inquiry.count();
    const nobody = world.phone('nobody');
    expect((await nobody.calls('inquiry.ask', { text: 'Halo, ini siapa' })).end).toBe(
      'unregistered',
    );
    expect(await database.prisma.inquiry.count()).toBe(before);
  });

  test('that waits two days is brought before the admins, and an answered one is not', async () => {
    const [waits, answered] = [await asks({ field: 'pangan' }), await asks({ field: 'pangan' })];
    await pangan.calls('inquiry.answer', { inquiry: answered, text: 'Ya, Bu' });
    const work = timed['inquiry.waits'];
    for (const id of [waits, answered])
      await world.transact(async (records) => work?.(records, id, { now: hours(49), step: 1 }));
    expect(await told(admin, waits, 'inquiry-to-staff')).toBe(1);
    expect(await told(admin, answered, 'inquiry-to-staff')).toBe(0);
    expect(await keysOf(admin, hours(49))).toContain(waits);
  });

  test('is nobody’s whose role was revoked a moment ago', async () => {
    const gone = await staff('skpd', { fieldKey: 'pendidikan' });
    const id = await asks({ field: 'pendidikan' });
    const role = await database.prisma.role.findFirstOrThrow({
      where: { personId: await personOf(gone) },
    });
    await world.transact((records) =>
      revokeRole(records, { role: role.id, actor: { as: 'operator' }, now: tuesday }),
    );
    expect((await gone.calls('inquiry.answer', { inquiry: id, text: 'Ya' })).end).toBe('not-yours');
    expect(await keysOf(admin)).toContain(id);
  });
});

describe('a report of a levy', () => {
  const story = 'Di RW kami sembako diminta bayar 50 ribu';
  const reports = (phone: Phone, named: string, question = `r${++serial}`) =>
    phone.calls('inquiry.report', { text: story, named }, { question });
  const last = () => database.prisma.report.findFirstOrThrow({ orderBy: { id: 'desc' } });

  test('without a name keeps nothing of who wrote, not even their chat', async () => {
    expect((await reports(ani, 'nameless')).end).toBe('nameless');
    const row = await last();
    expect(row.personId).toBeNull();
    expect(JSON.stringify(row)).not.toContain(ani.chat);
    expect(Buffer.from(row.story).toString('latin1')).not.toContain('sembako');
    expect(await database.prisma.auditLog.count({ where: { subjectId: row.id } })).toBe(0);
  });

  test('twice delivered is one, and the admins hear of it without its words', async () => {
    await reports(ani, 'named', 'same-report');
    await reports(ani, 'named', 'same-report');
    const { id, personId } = await last();
    expect(personId).toBe(await personOf(ani));
    const said = world.notices.filter(({ cause }) => cause.id === id);
    expect(said.map(({ person }) => person)).toEqual([await personOf(admin)]);
    expect(said[0]?.args).toEqual({});
  });

  test('is read, listed and settled by admins alone, each look on record', async () => {
    await reports(ani, 'named');
    const { id } = await last();
    for (const phone of [pangan, lurah, ani]) {
      expect((await phone.calls('inquiry.reported')).end).toBe('none');
      expect((await phone.calls('inquiry.read-report', { report: id })).end).toBe('gone');
      const ended = await phone.calls('inquiry.settle-report', { report: id });
      expect(ended.end).toBe('not-yours');
    }
    const read = await admin.calls('inquiry.read-report', { report: id });
    expect(read).toMatchObject({ end: 'named', gives: { text: story, reporter: 'Bu Ani' } });
    expect((await admin.calls('inquiry.settle-report', { report: id })).end).toBe('settled');
    expect((await admin.calls('inquiry.settle-report', { report: id })).end).toBe('already');
    expect((await admin.calls('inquiry.read-report', { report: id })).end).toBe('gone');
    expect(await told(ani, id, 'report-settled')).toBe(1);
    const lines = await database.prisma.auditLog.findMany({ where: { subjectId: id } });
    expect(lines.map(({ what }) => what).sort()).toEqual(['report.seen', 'report.settled']);
  });

  test('by who declines to be known is one without a name', async () => {
    expect((await reports(world.phone('stranger'), 'named')).end).toBe('nameless');
  });
});

test('announcements stop and start by the word of the person, who must be known', async () => {
  const quietAt = async () =>
    (await database.prisma.person.findUniqueOrThrow({ where: { id: await personOf(ani) } }))
      .quietAt;
  expect((await ani.calls('person.quiet')).end).toBe('quiet');
  expect((await ani.calls('person.quiet', {}, { now: hours(1) })).end).toBe('quiet');
  expect(await quietAt()).toEqual(tuesday);
  expect((await ani.calls('person.listening')).end).toBe('listening');
  expect(await quietAt()).toBeNull();
  for (const verb of ['person.quiet', 'person.listening'] as const)
    expect((await world.phone('nobody').calls(verb)).end).toBe('unknown');
});

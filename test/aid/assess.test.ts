import { beforeAll, describe, expect, test } from 'vitest';
import { revokeRole } from '../../src/aid/staff/revocation.ts';
import { useDatabase } from '../database.ts';
import { askedOf, employ } from './officers.ts';
import { createWorld, gambir, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let citra: Phone;
let dodi: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
  dodi = await employ(world, 'dodi', { kind: 'admin' });
});

const hours = (count: number) => new Date(tuesday.getTime() + count * 3600_000);
const row = (number: string) =>
  database.prisma.need.findUniqueOrThrow({
    where: { number },
    include: { versions: { orderBy: { version: 'asc' } } },
  });
const told = (notice: string) => world.notices.filter((each) => each.notice === notice);
const look = async (phone: Phone, need: string) =>
  (await phone.calls('need.inspect', { need })).gives;

const asked = (amount?: number) => askedOf(world, database, amount);

describe('the queue of an officer', () => {
  test('is theirs alone, and has the urgent first, then the oldest', async () => {
    const { need } = await asked();
    const { need: urgent } = await asked();
    await database.prisma.need.update({ where: { number: urgent }, data: { urgency: 'urgent' } });
    const keys = async (phone: Phone) =>
      (await phone.calls('need.waiting')).gives.items?.map(({ key }: { key: string }) => key) ?? [];
    const queue = await keys(citra);
    expect(queue[0]).toBe(urgent);
    expect(queue).toContain(need);
    expect((await ani.calls('need.waiting')).end).toBe('not-yours');
    const other = await employ(world, 'umkm', { kind: 'skpd', fieldKey: 'umkm' });
    expect(await keys(other)).not.toContain(need);
    // An officer lives for the field, so it is not the admin's before two days.
    expect(await keys(dodi)).not.toContain(need);
    const later = await dodi.calls('need.waiting', {}, { now: hours(49) });
    expect(later.gives.items.map(({ key }: { key: string }) => key)).toContain(need);
  });

  test('shows a case with what the place got before, and keeps that somebody looked', async () => {
    const { need } = await asked();
    const shown = await look(citra, need);
    expect(shown).toMatchObject({
      number: need,
      asked: 145,
      approved: 0,
      residents: { id: '820 KK (sekitar 3.280 orang)' },
      before: [{ approved: 3, promised: 0, received: 0 }],
      first: [],
      version: 1,
      history: [{ did: 'asked', proposed: 145, decision: { id: 'belum diputuskan' } }],
    });
    const looks = await database.prisma.auditLog.count({
      where: { what: 'need.inspected', subjectId: (await row(need)).id, actedAs: 'officer' },
    });
    expect(looks).toBe(1);
  });
});

describe('an officer who assesses', () => {
  test('approves as asked, and the version says who, when and why', async () => {
    const { need } = await asked();
    const ended = await citra.calls('need.approve', { need, version: 1 });
    expect(ended).toMatchObject({ end: 'approved', gives: { number: need, approved: 145 } });
    expect(await row(need)).toMatchObject({
      state: 'open',
      approved: 145n,
      waitsSince: null,
      versions: [{ did: 'asked' }, { did: 'approved', actedAs: 'officer', reason: null }],
    });
  });

  test('approves less with a reason, which the head reads', async () => {
    const { need } = await asked();
    const less = { need, version: 1, amount: 100 };
    expect((await citra.calls('need.approve', less)).end).toBe('reason-needed');
    await citra.calls('need.approve', { ...less, reason: 'stok terbatas' });
    const notice = told('need-approved').findLast(({ args }) => args.number === need);
    expect(notice?.args).toMatchObject({
      proposed: 145,
      approved: 100,
      why: { id: 'Alasannya: stok terbatas' },
    });
  });

  test('refuses with a reason; the head may ask again', async () => {
    const { need, head, place } = await asked();
    const ended = await citra.calls('need.refuse', { need, version: 1, reason: 'bulan depan' });
    expect(ended).toMatchObject({ end: 'refused' });
    expect(await row(need)).toMatchObject({ state: 'refused', waitsSince: null });
    expect(told('need-refused').at(-1)?.args).toMatchObject({
      number: need,
      reason: 'bulan depan',
    });
    expect((await head.calls('need.standing', { place, package: 'sembako' })).end).toBe('free');
  });

  test('asks back; the answer brings the request back to the queue', async () => {
    const { need, head } = await asked();
    const words = 'Berapa rumah yang terendam?';
    expect((await citra.calls('need.question', { need, version: 1, words })).end).toBe('sent');
    expect(told('need-question').at(-1)?.args).toMatchObject({ number: need, words });
    const keys = async (now = tuesday) =>
      (await citra.calls('need.waiting', {}, { now })).gives.items.map(
        ({ key }: { key: string }) => key,
      );
    expect(await keys()).not.toContain(need);
    // A head who never answers does not block it for ever.
    expect(await keys(hours(49))).toContain(need);
    const [open] = (await head.calls('need.questions')).gives.items;
    expect(open).toMatchObject({ key: need, question: words });
    expect((await ani.calls('need.answer', { need, words: 'saya tahu' })).end).toBe('unknown');
    const answered = await head.calls(
      'need.answer',
      { need, words: '85 rumah' },
      { now: hours(1) },
    );
    expect(answered.end).toBe('answered');
    expect(await keys(hours(1))).toContain(need);
    const shown = await look(citra, need);
    expect(shown.history.map(({ words }: { words: string }) => words)).toEqual([
      '',
      words,
      '85 rumah',
    ]);
    expect((await head.calls('need.answer', { need, words: 'lagi' })).end).toBe('unknown');
  });

  test('of two on one case the first wins and the second is told who', async () => {
    const { need } = await asked();
    const one = await employ(world, 'eka', { kind: 'skpd', fieldKey: 'pangan' });
    const ends = await Promise.all([
      citra.calls('need.approve', { need, version: 1 }),
      one.calls('need.refuse', { need, version: 1, reason: 'tidak' }),
    ]);
    const kinds = ends.map(({ end }) => end).sort();
    expect(kinds.filter((end) => end === 'moved')).toHaveLength(1);
    expect(ends.find(({ end }) => end === 'moved')?.gives.by).toMatch(/^Bu (citra|eka)$/);
    expect((await row(need)).versions).toHaveLength(2);
  });

  test('does not decide unseen what the head changed since', async () => {
    const { need, head } = await asked();
    expect(await head.calls('need.change', { need, amount: 300 })).toMatchObject({
      end: 'changed',
      gives: { amount: 300, before: 145 },
    });
    expect((await citra.calls('need.approve', { need, version: 1 })).end).toBe('moved');
    expect((await citra.calls('need.approve', { need, version: 2 })).gives.approved).toBe(300);
  });
});

describe('rights', () => {
  test.each([
    'need.inspect',
    'need.approve',
    'need.refuse',
    'need.question',
    'need.correct',
  ] as const)(
    '%s is for the officer of the field and an admin, and ends with the role',
    async (verb) => {
      const { need, head } = await asked();
      const other = await employ(world, `umkm-${verb}`, { kind: 'skpd', fieldKey: 'umkm' });
      const left = await employ(world, `left-${verb}`, { kind: 'skpd', fieldKey: 'pangan' });
      const role = await database.prisma.role.findFirstOrThrow({
        where: { person: { addresses: { some: { chat: left.chat } } } },
      });
      const actor = { as: 'operator' } as const;
      await world.transact((records) =>
        revokeRole(records, { role: role.id, actor, now: tuesday }),
      );
      const needs = { need, version: 1, amount: 100, reason: 'alasan', words: 'tanya' };
      for (const phone of [ani, head, other, left])
        expect((await phone.calls(verb, needs)).end).toBe('not-yours');
      expect((await row(need)).versions).toHaveLength(1);
      expect((await dodi.calls(verb, needs)).end).not.toBe('not-yours');
    },
  );
});

describe('a quantity below what is promised', () => {
  test('is said at the number, to the officer of the field alone', async () => {
    const { need } = await world.openNeed({ kelurahan: gambir, rw: 71, quantity: 60 });
    await ani.calls('pledge.confirm', gift(need, 30));
    const allows = (phone: Phone, amount: number) => phone.calls('need.allows', { need, amount });
    expect(await allows(citra, 20)).toEqual({
      end: 'below',
      gives: { floor: 30, promised: 30, received: 0 },
    });
    expect((await allows(citra, 30)).end).toBe('allowed');
    expect((await allows(ani, 20)).end).toBe('not-yours');
    const other = await employ(world, 'sekolah', { kind: 'skpd', fieldKey: 'pendidikan' });
    expect((await allows(other, 20)).end).toBe('not-yours');
  });
});

test('the notice after an answer says that it is one, with the answer', async () => {
  const { need, head } = await asked();
  const { version } = await look(citra, need);
  await citra.calls('need.question', { need, version, words: 'Berapa rumah?' });
  await head.calls('need.answer', { need, words: '40 rumah, bu' });
  expect(told('need-answered').at(-1)?.args).toMatchObject({ number: need, words: '40 rumah, bu' });
});

test('what was approved is read beside what was asked for', async () => {
  const { need, head } = await asked(80);
  const own = async () =>
    (await head.calls('need.changeable')).gives.items.find(
      ({ number }: { number: string }) => number === need,
    );
  expect((await own()).standing.id).toBe('diminta 80, belum diputuskan');
  const { version } = await look(citra, need);
  await citra.calls('need.approve', { need, version, amount: 60, reason: 'stok terbatas' });
  expect(await own()).toMatchObject({
    stands: 60,
    standing: { id: 'disetujui 60 dari 80 yang diminta' },
  });
  expect(told('need-approved').at(-1)?.args.why).toMatchObject({ id: 'Alasannya: stok terbatas' });
  await head.calls('need.change', { need, amount: 70 });
  expect((await own()).standing.id).toBe('disetujui 60, minta diubah menjadi 70');
});

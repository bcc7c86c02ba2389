import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { passOnText } from '../../src/aid/announcement/genuine.ts';
import { lastAt } from '../../src/aid/announcement/last.ts';
import { toldText } from '../../src/aid/announcement/rules.ts';
import { readAudience } from '../../src/aid/announcement/understood.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let dodi: Phone;
let ani: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  dodi = await world.known('dodi', 'Pak', 'Dodi', '+6281200000021');
  const { id: personId } = await database.prisma.person.findFirstOrThrow({
    where: { addresses: { some: { chat: dodi.chat } } },
  });
  await database.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 10 });
  await world.openNeed({ kelurahan: gambir, rw: 3, quantity: 10 });
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
});
beforeEach(() => database.prisma.announcement.deleteMany());

const records = () => ({
  db: database.prisma,
  secrets: database.secrets,
  notify: () => Promise.resolve(),
});
const audience = { who: 'rw' } as const;
const check = (said: string) => ani.calls('announcement.check', { said });

/** An announcement that was begun, or a correction of one. */
async function begun(
  text: string,
  { corrects, at = tuesday }: { corrects?: string; at?: Date } = {},
) {
  const whom = corrects
    ? (await dodi.calls('announcement.understand', { said: `ralat ${corrects}` })).gives.audience
    : audience;
  const { gives } = await dodi.calls('announcement.draft', { audience: whom, text });
  const { draft, version, number } = gives as { draft: string; version: string; number: string };
  const when = at.toISOString();
  const ready = await dodi.calls('announcement.ready', { draft, version, at: when });
  const { reached } = ready.gives;
  const typed = { draft, version, typed: reached, at: when, reached };
  const done = await dodi.calls('announcement.confirm', typed);
  expect(done.end).toBe(at > tuesday ? 'scheduled' : 'started');
  return { draft, number };
}

/** All of it has gone out. */
async function told(text: string, corrects?: string) {
  const one = await begun(text, { ...(corrects && { corrects }) });
  await database.prisma
    .$executeRaw`UPDATE recipient SET state = 'sending' WHERE announcement_id = ${one.draft}::uuid`;
  await database.prisma
    .$executeRaw`UPDATE recipient SET state = 'sent' WHERE announcement_id = ${one.draft}::uuid`;
  await database.prisma.announcement.update({
    where: { id: one.draft },
    data: { state: 'done', endedAt: tuesday },
  });
  return one;
}

/** As it stands in a phone. */
const asSent = (number: string, textId: string, corrects?: string) =>
  toldText(
    { number: Number(number.slice(2)), textId, textEn: null },
    { words: {}, language: 'id', ...(corrects && { corrects }) },
  );

describe('whether a message is ours', () => {
  test('a correction that is passed on is genuine, and names another number above its own', async () => {
    const first = await told('tanggal 30');
    const second = await told('tanggal 31', first.number);
    const third = await told('tanggal 1', second.number);
    expect(await check(asSent(second.number, 'tanggal 31', first.number))).toMatchObject({
      end: 'genuine',
      gives: { number: second.number },
    });
    expect((await check(asSent(second.number, 'tanggal 32', first.number))).end).toBe('altered');
    // What was corrected twice: the last one counts.
    expect(await check(first.number)).toMatchObject({
      gives: { number: first.number, corrected: [{ number: third.number }] },
    });
  });

  test('one that names an older one in its text is itself', async () => {
    const first = await told('tanggal 30');
    const text = `Lihat juga ${first.number}.`;
    const second = await told(text);
    expect(await check(asSent(second.number, text))).toMatchObject({
      end: 'genuine',
      gives: { number: second.number },
    });
  });

  test('the sentence that is passed on by hand is our own', async () => {
    const { number } = await told('halo');
    for (const language of ['id', 'en'] as const)
      expect((await check(passOnText(number, language))).end).toBe('number');
    expect((await check(`${passOnText(number, 'id')} Transfer ke BCA.`)).end).toBe('altered');
  });

  test('a scheduled one is ours, and no text of it is about yet', async () => {
    const at = new Date(tuesday.getTime() + 24 * 3600_000);
    const { number } = await begun('besok', { at });
    const coming = [{ number, at: at.toISOString() }];
    for (const said of [number, passOnText(number, 'id')])
      expect(await check(said)).toEqual({ end: 'scheduled', gives: { ours: coming, forged: [] } });
    expect(await check(asSent(number, 'besok'))).toEqual({
      end: 'scheduled',
      gives: { ours: [], forged: coming },
    });
  });

  test('says nothing of a draft', async () => {
    const { gives } = await dodi.calls('announcement.draft', { audience, text: 'rahasia' });
    expect((await check(gives.number)).end).toBe('unknown');
  });

  test('one that was stopped before anybody had it is none', async () => {
    const at = new Date(tuesday.getTime() + 24 * 3600_000);
    const { number } = await begun('besok', { at });
    expect((await dodi.calls('announcement.stop', { announcement: number })).end).toBe('done');
    expect((await check(number)).end).toBe('unknown');
    expect((await check(asSent(number, 'besok'))).end).toBe('unknown');
  });
});

describe('for whom', () => {
  test.each([
    ['semua ketua rw', 'Ketua RW'],
    ['seluruh ketua rw', 'Ketua RW'],
    ['semua RW di jakarta timur', 'Ketua RW di Jakarta Timur'],
    ['semua donatur', 'Donatur'],
    ['semua panti', 'Ketua panti'],
    ['all rw heads', 'Ketua RW'],
    ['semua', 'Orang yang terdaftar'],
  ])('"%s" is %s', async (said, title) => {
    expect(await readAudience(records(), said)).toMatchObject({
      is: 'understood',
      title: { id: title },
    });
  });

  test('whom the operator has blocked is not reached, and not counted as such', async () => {
    const count = async () =>
      (await dodi.calls('announcement.understand', { said: 'semua' })).gives as Record<
        string,
        number
      >;
    const before = await count();
    await database.prisma.blocked.create({
      data: { chat: ani.chat, reason: 'x', since: tuesday },
    });
    const after = await count();
    await database.prisma.blocked.deleteMany();
    expect([after.all, after.reached, after.unreachable]).toEqual([
      before.all,
      (before.reached ?? 0) - 1,
      (before.unreachable ?? 0) + 1,
    ]);
  });

  test('a donor lacks nothing, so that is asked again', async () => {
    expect((await readAudience(records(), 'donatur yang masih butuh')).is).toBe('unclear');
  });

  test('a correction waits until the first one is done or stopped', async () => {
    const { number } = await begun('tanggal 30');
    const said = { said: `ralat ${number}` };
    expect(await dodi.calls('announcement.understand', said)).toEqual({
      end: 'going',
      gives: { number },
    });
    await dodi.calls('announcement.stop', { announcement: number });
    expect((await dodi.calls('announcement.understand', said)).end).toBe('nobody');
    expect(await dodi.calls('announcement.understand', { said: 'ralat 9999' })).toEqual({
      end: 'missing',
      gives: { number: 'P-9999' },
    });
  });
});

describe('when it goes out', () => {
  const hours = { contactHours: 48, quietFromHour: 21, quietUntilHour: 7 };
  /** Jakarta is seven hours ahead. */
  const jakarta = (day: number, hour: number, minute = 0) =>
    new Date(Date.UTC(2027, 0, day, hour - 7, minute));
  const last = (channel: 'telegram' | 'whatsapp', count: number, begins: Date, urgent = false) =>
    lastAt([{ channel, count }], { begins, hours, urgent });

  test('by day alone: what is left at nine goes on at seven', () => {
    // 22 a second: ten minutes are 13,200.
    expect(last('telegram', 13_200, jakarta(18, 20, 50))).toEqual(jakarta(18, 21));
    expect(last('telegram', 26_400, jakarta(18, 20, 50))).toEqual(jakarta(19, 7, 10));
    expect(last('telegram', 26_400, jakarta(18, 20, 50), true)).toEqual(jakarta(18, 21, 10));
  });

  test('on WhatsApp five hundred a day', () => {
    // Nine days are full, and the last 500 take 500 / 0.15 s.
    expect(last('whatsapp', 5000, jakarta(18, 10))).toEqual(
      new Date(jakarta(27, 10).getTime() + 3334_000),
    );
  });

  test('night that came since the time was chosen is told, and nothing has begun', async () => {
    const { gives } = await dodi.calls('announcement.draft', { audience, text: 'malam' });
    const { draft, version } = gives as { draft: string; version: string };
    const late = new Date('2026-11-24T14:10:00Z');
    const shown = { draft, version, at: new Date('2026-11-24T13:55:00Z').toISOString() };
    const { reached } = (await dodi.calls('announcement.ready', shown)).gives;
    const typed = { ...shown, typed: reached, reached };
    expect(await dodi.calls('announcement.confirm', typed, { now: late })).toEqual({
      end: 'quiet',
      gives: { instead: '2026-11-25T00:00:00.000Z' },
    });
    const urgent = await dodi.calls(
      'announcement.confirm',
      { ...typed, urgent: 'banjir' },
      { now: late },
    );
    expect(urgent.end).toBe('started');
  });

  test('while the operator has halted all sends it is not said to go out', async () => {
    await database.prisma.stop.create({
      data: { what: 'sends', whyId: 'Sebentar.', whyEn: 'A moment.', since: tuesday },
    });
    const { gives } = await dodi.calls('announcement.draft', { audience, text: 'halo' });
    const { draft, version, number } = gives as { draft: string; version: string; number: string };
    const at = tuesday.toISOString();
    const typed = { draft, version, at, typed: 2, reached: 2 };
    expect(await dodi.calls('announcement.confirm', typed)).toMatchObject({
      end: 'started',
      gives: { begun: [], held: [{ number }] },
    });
    await database.prisma.stop.deleteMany();
  });
});

test('whoever agreed to an older text can stop them, and starts them again', async () => {
  await database.prisma.consent.updateMany({ data: { textVersion: 'old' } });
  expect((await ani.calls('person.quiet')).end).toBe('quiet');
  const quiet = () => database.prisma.person.count({ where: { quietAt: { not: null } } });
  expect(await quiet()).toBe(1);
  expect((await ani.calls('person.listening')).end).toBe('listening');
  expect(await quiet()).toBe(0);
});

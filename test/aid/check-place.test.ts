import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { invite } from '../../src/aid/staff/invitations.ts';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
const photo = { kind: 'photo', file: 'AgACAgUAAxkBAAIB' } as const;
let world: World;
let eko: Phone;
let maya: Phone;
let tono: Phone;
let citra: Phone;
let dodi: Phone;
let number = 10;
/** A head of their own, and an RW that nobody has named, for each test. */
let head: Phone;
let at: ReturnType<typeof rw>;

/** Somebody who works for the programme, by an invitation that they took up. */
async function staff(
  account: string,
  office: { kind: 'admin' | 'skpd' | 'kelurahan'; fieldKey?: string; areaCode?: string },
): Promise<Phone> {
  const person = await world.known(account, 'Bu', account, '+6281200000099');
  const { code } = await world.transact((records) =>
    invite(records, {
      ...office,
      name: account,
      actor: { as: 'operator' },
      chance: account,
      now: tuesday,
    }),
  );
  expect(await person.calls('staff.join', { code })).toMatchObject({ end: 'joined' });
  return person;
}

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  eko = await staff('eko', { kind: 'kelurahan', areaCode: puloGadung });
  maya = await staff('maya', { kind: 'kelurahan', areaCode: puloGadung });
  tono = await staff('tono', { kind: 'kelurahan', areaCode: gambir });
  citra = await staff('citra', { kind: 'skpd', fieldKey: 'pangan' });
  dodi = await staff('dodi', { kind: 'admin' });
});

beforeEach(async () => {
  number += 1;
  at = rw(puloGadung, number);
  head = await world.known(`head-${number}`, 'Pak', `Kepala ${number}`, '+6281200000050');
  world.notices.length = 0;
});

const rowOf = (id: string) => database.prisma.headship.findUniqueOrThrow({ where: { id } });
const told = () => world.notices.map(({ notice }) => notice);
const personOf = async (phone: Phone) =>
  (await database.prisma.address.findUniqueOrThrow({ where: { chat: phone.chat } })).personId;

describe('an officer', () => {
  const verbs = [
    ['place.claim', {}, 'alone'],
    ['place.proof', {}, 'none'],
    ['place.rival-proof', {}, 'none'],
    ['place.ask', { missing: 'alamat' }, 'asked'],
    ['place.refuse', { reason: 'SK lama', remedy: 'kirim yang baru' }, 'refused'],
    ['place.approve', {}, 'approved'],
    ['place.hand-over', {}, 'approved'],
  ] as const;

  describe.each(verbs)('with %s', (verb, more, done) => {
    test('decides what is theirs, and only that', async () => {
      const { claim } = await world.claimed(head, at);
      const says = async (phone: Phone) => (await phone.calls(verb, { claim, ...more })).end;
      for (const other of [tono, citra, head, world.phone('stranger')])
        expect(await says(other)).toBe('not-yours');
      expect((await rowOf(claim)).state).toBe('claimed');
      expect(await says(eko)).toBe(done);
    });

    test('who is an admin may, and is on record as one', async () => {
      const { claim } = await world.claimed(head, at);
      expect((await dodi.calls(verb, { claim, ...more })).end).toBe(done);
      const acted = await database.prisma.auditLog.findMany({ where: { subjectId: claim } });
      expect(new Set(acted.map(({ actedAs }) => actedAs))).toEqual(
        new Set(verb.endsWith('proof') ? [] : ['admin']),
      );
    });

    test('decides nothing once revoked, nor about a claim of their own', async () => {
      const sari = await staff(`sari-${number}`, { kind: 'kelurahan', areaCode: puloGadung });
      const own = await world.claimed(sari, rw(puloGadung, number + 40));
      const says = async (claim: string) => (await sari.calls(verb, { claim, ...more })).end;
      expect(await says(own.claim)).toBe('not-yours');
      const { claim } = await world.claimed(head, at);
      await database.prisma.role.updateMany({
        where: { personId: await personOf(sari) },
        data: { revokedAt: tuesday },
      });
      expect(await says(claim)).toBe('not-yours');
    });

    test('of something that is no claim is told so', async () => {
      for (const claim of ['RW 03', '019ab000-0000-7000-8000-000000000001'])
        expect((await eko.calls(verb, { claim, ...more })).end).toBe('not-yours');
    });
  });

  test('sees the claims of their own queue; an admin those that waited two days', async () => {
    const { claim } = await world.claimed(head, at);
    const sees = async (phone: Phone, now = tuesday) => {
      const { gives } = await phone.calls('place.claims', {}, { now });
      return (gives.items ?? []).map(({ key }: { key: string }) => key).includes(claim);
    };
    expect(await sees(eko)).toBe(true);
    for (const other of [tono, citra, dodi, head]) expect(await sees(other)).toBe(false);
    const later = new Date(tuesday.getTime() + 48 * 3_600_000);
    expect(await sees(dodi, later)).toBe(true);
    expect((await eko.calls('queue.waiting')).gives.items[0].key).toBe('places');
    world.notices.length = 0;
    await world.transact(async (records) =>
      timed['headship.waits']?.(records, claim, { now: later, step: 1 }),
    );
    expect(world.notices.map(({ person }) => person)).toContain(await personOf(dodi));
  });

  test('who looks at a claim is on record, with every other claim that is shown beside it', async () => {
    const rival = await world.known(`rival-${number}`, 'Bu', 'Rival', '+6281200000053');
    const one = await world.claimed(head, at);
    const two = await world.claimed(rival, at, { number: '7/2023' });
    const look = await eko.calls('place.claim', { claim: one.claim });
    expect(look).toMatchObject({
      end: 'conflict',
      gives: { who: `Pak Kepala ${number}`, others: [{ who: 'Bu Rival' }] },
    });
    const seen = await database.prisma.auditLog.findMany({
      where: { what: 'headship.seen', subjectId: { in: [one.claim, two.claim] } },
    });
    expect(seen.map(({ actedAs, detail }) => [actedAs, detail])).toEqual([
      ['officer', {}],
      ['officer', {}],
    ]);
  });

  test.each(['place.approve', 'place.refuse'] as const)(
    'who comes second with %s is told, and the head hears one outcome',
    async (verb) => {
      const { claim } = await world.claimed(head, at);
      world.notices.length = 0;
      const more = { reason: 'SK lama', remedy: 'kirim yang baru' };
      const needs = verb === 'place.refuse' ? { claim, ...more } : { claim };
      const ends = await Promise.all([eko, maya, eko, dodi].map((one) => one.calls(verb, needs)));
      const done = verb === 'place.approve' ? 'approved' : 'refused';
      expect(ends.map(({ end }) => end).sort()).toEqual(
        ['already', 'already', 'already', done].sort(),
      );
      expect(told()).toEqual([verb === 'place.approve' ? 'claim-approved' : 'claim-refused']);
    },
  );

  test('one approves while another refuses: one of both', async () => {
    const { claim } = await world.claimed(head, at);
    const ends = await Promise.all([
      eko.calls('place.approve', { claim }),
      maya.calls('place.refuse', { claim, reason: 'SK lama', remedy: 'kirim yang baru' }),
      maya.calls('place.ask', { claim, part: 'nomornya' }),
    ]);
    const decided = ends.filter(({ end }) => end === 'approved' || end === 'refused');
    expect(decided).toHaveLength(1);
    const { state } = await rowOf(claim);
    expect(state).toBe(decided[0]?.end === 'approved' ? 'verified' : 'refused');
  });

  test('two claims approved at once leave one head', async () => {
    const rival = await world.known(`rival-${number}`, 'Bu', 'Rival', '+6281200000053');
    const one = await world.claimed(head, at);
    const two = await world.claimed(rival, at);
    const ends = await Promise.all(
      [one, two].map(({ claim }, index) =>
        (index === 0 ? eko : maya).calls('place.approve', { claim }),
      ),
    );
    expect(ends.map(({ end }) => end).sort()).toEqual(['approved', 'headed']);
    const where = { placeId: one.place, state: 'verified' } as const;
    expect(await database.prisma.headship.count({ where })).toBe(1);
  });

  test('hands the office over in one step: both hear, and the place keeps its row', async () => {
    const place = await world.headed(head, at);
    const next = await world.known(`next-${number}`, 'Bu', 'Penerus', '+6281200000054');
    const { claim } = await world.claimed(next, at);
    world.notices.length = 0;
    expect(await eko.calls('place.approve', { claim })).toEqual({
      end: 'headed',
      gives: { place: `RW ${number} Pulo Gadung`, head: `Pak Kepala ${number}` },
    });
    expect(told()).toEqual([]);
    expect(await eko.calls('place.hand-over', { claim })).toMatchObject({ end: 'approved' });
    expect(told()).toEqual(['office-ended', 'claim-approved']);
    const rows = await database.prisma.headship.findMany({
      where: { placeId: place },
      orderBy: { claimedAt: 'asc' },
    });
    expect(rows.map(({ state }) => state).sort()).toEqual(['ended', 'verified']);
    expect((await head.calls('place.standing')).end).toBe('none');
  });

  test('asks for the photo again, and has it back in the queue once it comes', async () => {
    const { claim } = await world.claimed(head, at, { photo });
    await eko.calls('place.ask', { claim, part: 'nomornya gak kebaca' });
    expect(told().at(-1)).toBe('claim-photo-again');
    // The message says itself that it cannot be read.
    expect(world.notices.at(-1)?.args).toMatchObject({ missing: 'nomornya' });
    const waits = async () => {
      const { gives } = await eko.calls('place.claims');
      return (gives.items ?? []).map(({ key }: { key: string }) => key).includes(claim);
    };
    expect(await waits()).toBe(false);
    const again = { what: 'other', missing: 'alamat' };
    expect((await maya.calls('place.ask', { claim, ...again })).end).toBe('already');
    const now = new Date(tuesday.getTime() + 60_000);
    const sent = await head.calls('photo.send', { whose: `p.${claim}`, photo }, { now });
    expect(sent.end).toBe('sent');
    expect(told().slice(-2)).toEqual(['claim-to-staff', 'claim-to-staff']);
    expect(await waits()).toBe(true);
  });

  test('approves nothing whose term has ended while it waited', async () => {
    const { claim } = await world.claimed(head, at, { ends: '2026-11-24' });
    const now = new Date('2026-11-25T05:00:00Z');
    expect((await eko.calls('place.approve', { claim }, { now })).end).toBe('over');
    expect((await rowOf(claim)).state).toBe('claimed');
  });
});

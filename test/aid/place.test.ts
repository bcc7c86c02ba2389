import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { invite } from '../../src/aid/staff/invitations.ts';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { createWorld, letter, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
const photo = { kind: 'photo', file: 'AgACAgUAAxkBAAIB' } as const;
let world: World;
let eko: Phone;
let maya: Phone;
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

describe('a registration', () => {
  test('keeps what the head says with the claim, sealed, until an officer verifies it', async () => {
    const { claim, place } = await world.claimed(head, at);
    const row = await rowOf(claim);
    expect(row).toMatchObject({ state: 'claimed', households: 820n, proof: 'awaited' });
    const { open } = database.secrets;
    expect([open(row.proofNumber as Uint8Array), open(row.address as Uint8Array)]).toEqual([
      '45 Tahun 2024',
      'Pos RW, Jl. Contoh 8',
    ]);
    const before = await database.prisma.place.findUniqueOrThrow({ where: { id: place } });
    expect([before.households, before.address]).toEqual([null, null]);
    await eko.calls('place.approve', { claim });
    const after = await database.prisma.place.findUniqueOrThrow({ where: { id: place } });
    expect(after.households).toBe(820n);
    expect(open(after.address as Uint8Array)).toBe('Pos RW, Jl. Contoh 8');
  });

  test('is brought before the officers of its kelurahan, and of a panti before Dinas Sosial', async () => {
    await world.claimed(head, at);
    const people = async () => world.notices.map(({ person }) => person);
    expect(told()).toEqual(['claim-to-staff', 'claim-to-staff']);
    expect((await people()).sort()).toEqual([await personOf(eko), await personOf(maya)].sort());
    world.notices.length = 0;
    await world.claimed(head, rw(puloGadung), { kind: 'panti', name: `Panti ${number}` });
    expect(await people()).toEqual([await personOf(citra)]);
  });

  test('goes to the admin where nobody is there to check it', async () => {
    const lonely = rw('31.75.06.1003', number);
    await world.claimed(head, lonely);
    expect(world.notices.map(({ person }) => person)).toEqual([await personOf(dodi)]);
  });

  test('sent twice by one answer is one claim, with one photo', async () => {
    const said = { place: at, ...letter, photo };
    const sent = await Promise.all(
      [1, 2, 3].map(() => head.calls('place.register', said, { question: `same-${number}` })),
    );
    expect(new Set(sent.map(({ end }) => end))).toEqual(new Set(['sent']));
    const rows = await database.prisma.headship.findMany({
      where: { chat: head.chat },
      include: { media: true },
    });
    expect(rows.map(({ proof, media }) => [proof, media.length])).toEqual([['given', 1]]);
  });

  test('sent again is the same claim, with the photo that was there', async () => {
    const first = await world.claimed(head, at, { photo });
    const again = await world.claimed(head, at, { households: 845 });
    expect(again).toEqual(first);
    expect(await rowOf(first.claim)).toMatchObject({ households: 845n, proof: 'given' });
  });

  test('for another place ends the claim that it corrects', async () => {
    const { claim } = await world.claimed(head, at);
    const other = await world.claimed(head, rw(puloGadung, number + 40), { claim });
    expect((await rowOf(claim)).state).toBe('ended');
    expect((await rowOf(other.claim)).state).toBe('claimed');
    // Nobody ends another person's claim so.
    const thief = await world.known(`thief-${number}`, 'Pak', 'Tamu', '+6281200000051');
    await world.claimed(thief, at, { claim: other.claim });
    expect((await rowOf(other.claim)).state).toBe('claimed');
  });

  test('needs a letter that is valid, a place that can be, and somebody who can be reached', async () => {
    const ends = async (more: object, phone = head) =>
      (await phone.calls('place.register', { place: at, ...letter, ...more })).end;
    expect(await ends({ ends: '2026-11-23' })).toBe('over');
    expect(await ends({ dated: '2026-11-25' })).toBe('over');
    expect(await ends({ place: rw(puloGadung) })).toBe('incomplete');
    expect(await ends({ place: rw(puloGadung, 100) })).toBe('incomplete');
    expect(await ends({ place: rw('31.75.02', 3) })).toBe('incomplete');
    expect(await ends({ kind: 'panti' })).toBe('incomplete');
    expect(await ends({ kind: 'panti', name: '...' })).toBe('incomplete');
    expect(await ends({}, world.phone('stranger'))).toBe('unregistered');
  });

  test('of a place that a list brought in is of that place, however its name is written', async () => {
    const imported = await database.prisma.place.create({
      data: {
        kind: 'panti',
        kelurahanCode: puloGadung,
        name: `Panti Asuhan Al-Kasih ${number}`,
        households: 30,
        createdAt: tuesday,
      },
    });
    const named = { kind: 'panti', name: `panti AL KASIH ${number}`, place: rw(puloGadung) };
    const found = await head.calls('place.find', named);
    expect(found.gives.label).toBe(`Panti Asuhan Al-Kasih ${number}, Pulo Gadung`);
    const { place } = await world.claimed(head, rw(puloGadung), named);
    expect(place).toBe(imported.id);
  });

  test('two at once of a place that nobody has named make one place', async () => {
    const others = await Promise.all(
      ['a', 'b', 'c'].map((each) =>
        world.known(`${each}-${number}`, 'Pak', each, '+6281200000052'),
      ),
    );
    const named = { kind: 'pesantren', name: `Ponpes Contoh ${number}` };
    const made = await Promise.all(others.map((one) => world.claimed(one, rw(puloGadung), named)));
    expect(new Set(made.map(({ place }) => place)).size).toBe(1);
    expect(new Set(made.map(({ claim }) => claim)).size).toBe(3);
  });

  test('says how it stands', async () => {
    const standing = async () => (await head.calls('place.standing')).end;
    expect(await standing()).toBe('none');
    const { claim } = await world.claimed(head, at);
    expect(await standing()).toBe('waiting');
    await eko.calls('place.ask', { claim, missing: 'SK perpanjangan' });
    expect(await head.calls('place.standing')).toMatchObject({
      end: 'asked',
      gives: { reason: 'SK perpanjangan', number: '45 Tahun 2024', households: 820 },
    });
    await world.claimed(head, at);
    await eko.calls('place.refuse', { claim, reason: 'SK lama', remedy: 'kirim yang baru' });
    expect(await head.calls('place.standing')).toMatchObject({
      end: 'refused',
      gives: { reason: 'SK lama', remedy: 'kirim yang baru', ends: '2029-03-12' },
    });
    await world.claimed(head, at);
    await eko.calls('place.approve', { claim });
    expect(await standing()).toBe('heads');
    const later = { now: new Date('2029-03-13T05:00:00Z') };
    expect((await head.calls('place.standing', {}, later)).end).toBe('over');
  });
});

describe('an office', () => {
  test('ends with its letter: a word 30 days before, and one at the end', async () => {
    const place = await world.headed(head, at);
    const row = await database.prisma.headship.findFirstOrThrow({ where: { placeId: place } });
    const timers = await database.prisma.timer.findMany({
      where: { subjectId: row.id, kind: 'headship.term' },
      orderBy: { step: 'asc' },
    });
    // 09.00 WIB, 30 days before the last day, and on the day after it.
    const due = timers.map(({ dueAt }) => dueAt);
    expect(due).toEqual([new Date('2029-02-10T02:00:00Z'), new Date('2029-03-13T02:00:00Z')]);
    world.notices.length = 0;
    const comes = (step: number) =>
      world.transact(async (records) =>
        timed['headship.term']?.(records, row.id, { now: due[step - 1] as Date, step }),
      );
    await comes(1);
    expect((await rowOf(row.id)).state).toBe('verified');
    await comes(2);
    expect((await rowOf(row.id)).state).toBe('ended');
    await comes(2);
    expect(told()).toEqual(['term-ending', 'term-over']);
  });

  test('is renewed by its head without a gap: the new letter takes its place', async () => {
    const place = await world.headed(head, at);
    const { claim } = await world.claimed(head, at, { number: '9/2026', dated: '2026-11-01' });
    expect((await head.calls('place.standing')).end).toBe('waiting');
    expect((await head.calls('need.headed')).end).toBe('list');
    expect(await eko.calls('place.approve', { claim })).toMatchObject({ end: 'approved' });
    const where = { placeId: place };
    const rows = await database.prisma.headship.findMany({ where, orderBy: { id: 'asc' } });
    expect(rows.map(({ state }) => state).sort()).toEqual(['ended', 'verified']);
    expect(told()).not.toContain('office-ended');
  });
});

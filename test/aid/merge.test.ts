import { beforeAll, describe, expect, test } from 'vitest';
import { joinChats } from '../../src/aid/merge.ts';
import { resolvePerson } from '../../src/aid/person/resolve.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, jatinegaraKaum, type Phone, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let numbers = 0;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

/** Somebody who registered at two addresses, the older one first, before it was known that they are one. */
async function twice(name: string) {
  const number = () => `+62812000030${String(++numbers).padStart(2, '0')}`;
  const older = await world.known(`${name}-lid`, 'Pak', name, number());
  const younger = await world.known(`${name}-pn`, 'Bapak', `${name} juga`, number());
  return { older, younger, ids: [await idOf(older), await idOf(younger)] as const };
}

const idOf = async ({ chat }: Phone) =>
  (await database.prisma.address.findUniqueOrThrow({ where: { chat } })).personId;

const join = (from: Phone, to: Phone) =>
  world.transact((records) =>
    joinChats(
      records,
      { from: { chat: from.chat, account: 'left' }, to: { chat: to.chat, account: 'stays' } },
      tuesday,
    ),
  );

describe('two records of one person become the older one', () => {
  test.each(['older', 'younger'] as const)('who speaks on at the %s address', async (stays) => {
    const { older, younger, ids } = await twice(`tono-${stays}`);
    const [speaks, silent] = stays === 'older' ? [older, younger] : [younger, older];
    expect(await join(silent, speaks)).toBe('one');
    expect(await idOf(speaks)).toBe(ids[0]);
    expect(await database.prisma.address.count({ where: { chat: silent.chat } })).toBe(0);
    expect(await speaks.calls('person.recognise')).toMatchObject({
      end: 'known',
      gives: { name: `tono-${stays}` },
    });
    const left = await database.prisma.person.findUniqueOrThrow({ where: { id: ids[1] } });
    expect(left).toMatchObject({ mergedIntoId: ids[0], name: null, sapaan: null, phone: null });
    // An id that was handed out leads to the one.
    const db = database.prisma;
    const reached = await Promise.all(
      ids.map((id) => resolvePerson({ db, secrets: database.secrets }, id)),
    );
    expect(reached[0]).toBeDefined();
    expect(reached[1]).toEqual(reached[0]);
    const told = await db.auditLog.findMany({ where: { subjectId: ids[1] } });
    expect(told).toMatchObject([
      { what: 'person.merged', actedAs: 'system', detail: { into: ids[0] } },
    ]);
    // It happened: a second time there is nobody to join.
    expect(await join(silent, speaks)).toBe('nobody');
  });

  test('with all that they promised, for one party of each name', async () => {
    const { older, younger, ids } = await twice('dewi');
    const { need } = await world.newNeed(50);
    const other = await world.newNeed(50);
    expect((await older.calls('pledge.confirm', gift(need, 5))).end).toBe('reserved');
    expect((await younger.calls('pledge.confirm', gift(other.need, 7))).end).toBe('reserved');
    await join(younger, older);
    const donors = await database.prisma.donor.findMany({
      where: { madeById: { in: [...ids] } },
      include: { pledges: true, members: true },
    });
    expect(donors).toHaveLength(1);
    expect(donors[0]?.madeById).toBe(ids[0]);
    expect(donors[0]?.members.map(({ personId }) => personId)).toEqual([ids[0]]);
    expect(donors[0]?.pledges.map(({ actorId }) => actorId)).toEqual([ids[0], ids[0]]);
    expect((await other.row()).allocated).toBe(7n);
  });

  test('with what they head: two places, and one claim of each', async () => {
    const { older, younger, ids } = await twice('edi');
    const first = await world.headed(older, rw(jatinegaraKaum, 41));
    const second = await world.headed(younger, rw(jatinegaraKaum, 42));
    await world.claimed(older, rw(jatinegaraKaum, 43));
    const { claim } = await world.claimed(younger, rw(jatinegaraKaum, 43), {}, later);
    await join(older, younger);
    const held = await database.prisma.headship.findMany({ where: { personId: ids[0] } });
    const living = held.filter(({ state }) => state !== 'ended');
    expect(living.map(({ placeId, state }) => [placeId, state]).sort()).toEqual(
      [
        [first, 'verified'],
        [second, 'verified'],
        [held.find(({ id }) => id === claim)?.placeId, 'claimed'],
      ].sort(),
    );
    expect(living.map(({ id }) => id)).toContain(claim);
    expect(await database.prisma.headship.count({ where: { personId: ids[1] } })).toBe(0);
  });

  test('with what they asked for: the same thing once, and history as it was written', async () => {
    const { older, younger, ids } = await twice('fitri');
    const { place } = await world.claimed(older, rw(jatinegaraKaum, 44));
    await world.claimed(younger, rw(jatinegaraKaum, 44));
    const programme = await database.prisma.programme.findFirstOrThrow();
    for (const [index, phone] of [older, younger].entries()) {
      await database.prisma.need.create({
        data: {
          number: `M-2611-98${index}`,
          placeId: place,
          packageKey: 'sembako',
          programmeId: programme.id,
          households: 10,
          proposed: 10,
          proposedById: await idOf(phone),
          waitsSince: tuesday,
          chat: phone.chat,
          question: 'asked',
          createdAt: new Date(tuesday.getTime() + index),
        },
      });
    }
    await join(younger, older);
    const needs = await database.prisma.need.findMany({
      where: { placeId: place },
      orderBy: { number: 'asc' },
    });
    expect(needs.map(({ state, proposedById }) => [state, proposedById])).toEqual([
      ['proposed', ids[0]],
      ['withdrawn', ids[0]],
    ]);
  });

  test('with their roles: the longer one of two that are the same', async () => {
    const { older, younger, ids } = await twice('gatot');
    const role = { kind: 'skpd', fieldKey: 'pangan', grantedAt: tuesday } as const;
    await database.prisma.role.createMany({
      data: [
        { ...role, personId: ids[0], endsOn: new Date('2026-12-31') },
        { ...role, personId: ids[1] },
        { kind: 'admin', grantedAt: tuesday, personId: ids[1] },
      ],
    });
    await join(younger, older);
    const roles = await database.prisma.role.findMany({
      where: { personId: ids[0] },
      orderBy: [{ kind: 'asc' }, { endsOn: 'asc' }],
    });
    expect(
      roles.map(({ kind, endsOn, revokedAt }) => [kind, endsOn !== null, !!revokedAt]),
    ).toEqual([
      ['admin', false, false],
      ['skpd', true, true],
      ['skpd', false, false],
    ]);
  });

  test('with what they are to be told, once, their wish for silence, and their questions', async () => {
    const { older, younger, ids } = await twice('hana');
    const notice = { notice: 'x', args: Buffer.from([]), createdAt: tuesday, dueAt: tuesday };
    const cause = { causeKind: 'need', causeId: 'n1' };
    await database.prisma.outbox.createMany({
      data: [
        { ...notice, ...cause, personId: ids[0] },
        { ...notice, ...cause, personId: ids[1] },
        { ...notice, ...cause, causeId: 'n2', personId: ids[1] },
      ],
    });
    await younger.calls('person.quiet');
    await younger.calls('person.consent');
    await database.prisma.inquiry.create({
      data: {
        personId: ids[1],
        question: Buffer.from([]),
        askedAt: tuesday,
        chat: 'c',
        asked: 'q',
      },
    });
    await join(younger, older);
    const told = await database.prisma.outbox.findMany({
      where: { personId: { in: [...ids] } },
      orderBy: { id: 'asc' },
    });
    expect(told.map(({ personId, state }) => [personId, state])).toEqual([
      [ids[0], 'waiting'],
      [ids[1], 'gone'],
      [ids[0], 'waiting'],
    ]);
    const row = await database.prisma.person.findUniqueOrThrow({
      where: { id: ids[0] },
      include: { inquiries: true, consents: true },
    });
    expect(row.quietAt).toEqual(tuesday);
    expect(row.inquiries).toHaveLength(1);
    expect(row.consents).toHaveLength(1);
  });

  test('so does an announcement that both were to get, and one of them', async () => {
    const older = await world.known('jono-lid', 'Pak', 'Jono', '+6281200003111');
    const younger = await world.known('jono-pn', 'Pak', 'Jono', '+6281200003112');
    const ids = [await idOf(older), await idOf(younger)] as const;
    const announcements = [];
    for (const [index, people] of [ids, [ids[1]]].entries()) {
      const { id } = await database.prisma.announcement.create({
        data: {
          ...{ audience: { who: 'all' }, textId: 'halo', chat: 'c', question: `a${index}` },
          ...{ createdAt: tuesday, changedAt: tuesday, createdById: ids[1] },
          ...{ state: 'sending', confirmedAt: tuesday, startsAt: tuesday, confirmedById: ids[1] },
        },
      });
      announcements.push(id);
      await database.prisma.recipient.createMany({
        data: people.map((personId) => ({
          ...{ announcementId: id, personId, channel: 'simulator' as const, dueAt: tuesday },
        })),
      });
    }
    await join(younger, older);
    const rows = await database.prisma.recipient.findMany({
      where: { announcementId: { in: announcements } },
      include: { address: true },
    });
    const told = announcements.map((id) =>
      rows
        .filter((row) => row.announcementId === id)
        .map(({ personId, state, why, address }) => [
          ids.indexOf(personId ?? ''),
          state,
          why,
          address?.chat === older.chat,
        ])
        .sort(),
    );
    expect(told).toEqual([
      [
        [0, 'waiting', null, true],
        [1, 'skipped', 'twice', false],
      ],
      [[0, 'waiting', null, true]],
    ]);
    const own = await database.prisma.announcement.count({ where: { confirmedById: ids[0] } });
    expect(own).toBe(2);
  });

  test('and who was known at one address alone is known at the one that is left', async () => {
    const left = await world.known('indra-lid', 'Pak', 'Indra', '+6281200003999');
    const stays = world.phone('indra-pn');
    const id = await idOf(left);
    expect(await join(left, stays)).toBe('moved');
    expect(await idOf(stays)).toBe(id);
    const reached = await resolvePerson({ db: database.prisma, secrets: database.secrets }, id);
    expect(reached?.address.account).toBe('stays');
    expect(await join(world.phone('nobody-a'), world.phone('nobody-b'))).toBe('nobody');
  });
});

/** Whoever adds a column that names a person says here, and in `aid/merge.ts`, what becomes of it. */
test('no column that names a person is forgotten', async () => {
  const rows = await database.prisma.$queryRaw<{ named: string }[]>`
    SELECT conrelid::regclass || '.' || attname AS named
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)
    WHERE contype = 'f' AND confrelid = 'person'::regclass ORDER BY 1`;
  expect(rows.map(({ named }) => named)).toEqual([
    'address.person_id',
    'announcement.confirmed_by',
    'announcement.created_by',
    'audit_log.actor_id', // history: stays
    'blocked.person_id',
    'consent.person_id',
    'donor.made_by',
    'donor_member.person_id',
    'handover.confirmed_by',
    'handover.recorded_by',
    'headship.person_id',
    'headship.verified_by',
    'inquiry.answered_by',
    'inquiry.person_id',
    'invitation.invited_by',
    'media.sent_by',
    'need.proposed_by',
    'need_version.actor_id', // history: stays
    'outbox.person_id',
    'person.merged_into',
    'placement.placed_by',
    'pledge.actor_id',
    'pledge.on_behalf_of',
    'programme_version.person_id', // history: stays
    'recipient.person_id',
    'report.person_id',
    'report.settled_by',
    'role.person_id',
    'role.revoked_by',
  ]);
});

const later = new Date(tuesday.getTime() + 1000);

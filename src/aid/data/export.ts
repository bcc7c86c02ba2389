import { retention } from '../../store/retention.ts';
import type { Records } from '../action.ts';
import type { Holder } from '../person/holder.ts';
import { pledgedBy } from '../pledge/records.ts';
import { lookedAt, looksAt, parts } from './looks.ts';
import { type Plain, plainOf } from './plain.ts';

/** How a place is told apart: `{ kind: 'rw', rw: 3, kelurahan: { name: 'Pulo Gadung' } }`. */
const place = {
  select: { kind: true, rw: true, name: true, kelurahan: { select: { name: true } } },
} as const;
const ofNeed = { select: { number: true, packageKey: true, place } } as const;
const handover = {
  number: true,
  state: true,
  place,
  packageKey: true,
  promised: true,
  came: true,
  damaged: true,
  counted: true,
  surplus: true,
  reason: true,
  recordedAt: true,
  confirmedAt: true,
  photo: true,
} as const;
/** Everything of a file but its content, which lies in the person's own chat. */
const file = {
  select: {
    kind: true,
    state: true,
    refusal: true,
    mime: true,
    size: true,
    sentAt: true,
    channel: true,
  },
} as const;

/**
 * All that is held about somebody, as JSON, by the headings that `holds.ts` lists. Of other people it has nothing: no names, no
 * numbers, and of who looked at what only in what part they did.
 */
export async function exportOf(
  records: Records,
  { ids }: Holder,
  now: Date,
): Promise<Record<string, Plain>> {
  const { db } = records;
  const own = { in: ids };
  const looks = await looksAt(records, ids);
  const all = {
    about: {
      id: `Semua data yang kami simpan tentang pemilik akun ini, per ${now.toISOString()}.`,
      en: `All that we keep about the owner of this account, as of ${now.toISOString()}.`,
    },
    kept: retention.person.words,
    person: await db.person.findMany({
      where: { id: own },
      select: { name: true, sapaan: true, phone: true, createdAt: true, quietAt: true },
    }),
    announcements: (await db.person.count({ where: { id: own, quietAt: null } })) > 0,
    addresses: await db.address.findMany({
      where: { personId: own },
      select: { channel: true, account: true, language: true, createdAt: true, heardAt: true },
    }),
    consents: await db.consent.findMany({
      where: { personId: own },
      select: { textVersion: true, channel: true, givenAt: true, withdrawnAt: true },
    }),
    roles: await db.role.findMany({
      where: { personId: own },
      select: {
        kind: true,
        fieldKey: true,
        areaCode: true,
        grantedAt: true,
        endsOn: true,
        revokedAt: true,
        invitation: { select: { name: true, createdAt: true } },
      },
    }),
    invitationsMade: await db.invitation.findMany({
      where: { invitedById: own },
      select: { kind: true, fieldKey: true, areaCode: true, createdAt: true, usedAt: true },
    }),
    headships: await db.headship.findMany({
      where: { personId: own },
      select: {
        place,
        role: true,
        state: true,
        termStartsOn: true,
        termEndsOn: true,
        claimedAt: true,
        verifiedAt: true,
        endedAt: true,
        proofNumber: true,
        proofDate: true,
        households: true,
        address: true,
        latitude: true,
        longitude: true,
        reason: true,
        remedy: true,
        media: file,
      },
    }),
    requests: await db.need.findMany({
      where: { proposedById: own },
      select: {
        number: true,
        place,
        packageKey: true,
        state: true,
        households: true,
        proposed: true,
        wanted: true,
        approved: true,
        allocated: true,
        received: true,
        periodFrom: true,
        periodTo: true,
        urgency: true,
        urgentWhy: true,
        note: true,
        createdAt: true,
      },
    }),
    requestSteps: await db.needVersion.findMany({
      where: { actorId: own },
      select: {
        need: { select: { number: true } },
        did: true,
        proposed: true,
        approved: true,
        reason: true,
        words: true,
        actedAs: true,
        at: true,
      },
    }),
    donors: await db.donor.findMany({
      where: { OR: [{ madeById: own }, { members: { some: { personId: own } } }] },
      select: {
        kind: true,
        name: true,
        createdAt: true,
        members: { where: { personId: own }, select: { joinedAt: true, leftAt: true } },
      },
    }),
    commitments: await db.pledge.findMany({
      where: { OR: [...ids.map(pledgedBy), { onBehalfOfId: own }] },
      select: {
        number: true,
        packageKey: true,
        quantity: true,
        waiting: true,
        takenBack: true,
        deliverOn: true,
        statementVersion: true,
        createdAt: true,
        allocations: {
          select: {
            need: ofNeed,
            quantity: true,
            received: true,
            state: true,
            deliverOn: true,
            deadline: true,
            extendedAt: true,
            contactedAt: true,
            headHeardAt: true,
            createdAt: true,
          },
        },
        wishes: { select: { need: ofNeed, quantity: true } },
      },
    }),
    // What the other side wrote of the same delivery is the other side's.
    handovers: {
      counted: await db.handover.findMany({
        where: { recordedById: own },
        select: { ...handover, damage: true },
      }),
      confirmed: await db.handover.findMany({
        where: { confirmedById: own, NOT: { recordedById: own } },
        select: handover,
      }),
      ofCommitments: await db.handover.findMany({
        where: { allocation: { pledge: { OR: ids.map(pledgedBy) } } },
        select: { ...handover, dispute: true, disputedAt: true },
      }),
    },
    announcementsReceived: await db.recipient.findMany({
      where: { personId: own },
      select: {
        announcement: { select: { number: true } },
        channel: true,
        state: true,
        endedAt: true,
      },
    }),
    announcementsMade: await db.announcement.findMany({
      where: { OR: [{ createdById: own }, { confirmedById: own }] },
      select: { number: true, state: true, textId: true, textEn: true, confirmedAt: true },
    }),
    files: await db.media.findMany({ where: { sentById: own }, ...file }),
    questions: await db.inquiry.findMany({
      where: { personId: own },
      select: {
        fieldKey: true,
        areaCode: true,
        question: true,
        askedAt: true,
        answer: true,
        answeredAt: true,
      },
    }),
    reports: await db.report.findMany({
      where: { personId: own },
      select: { story: true, reportedAt: true, settledAt: true },
    }),
    decisions: {
      registrations: await db.headship.findMany({
        where: { verifiedById: own },
        select: { place, verifiedAt: true },
      }),
      placements: await db.placement.findMany({
        where: { placedById: own },
        select: { at: true, pledge: { select: { number: true } } },
      }),
      answers: await db.inquiry.findMany({
        where: { answeredById: own },
        select: { answeredAt: true, answer: true },
      }),
    },
    programmeSteps: await db.programmeVersion.findMany({
      where: { personId: own },
      orderBy: { serial: 'asc' },
      select: { kind: true, key: true, at: true, actedAs: true },
    }),
    notices: await db.outbox.findMany({
      where: { personId: own },
      orderBy: { id: 'asc' },
      select: { notice: true, createdAt: true, state: true, sentAt: true },
    }),
    actions: await db.auditLog.findMany({
      where: { actorId: own },
      orderBy: { id: 'asc' },
      select: { at: true, actedAs: true, what: true, subjectKind: true },
    }),
    blocked: await db.blocked.findMany({
      where: { personId: own },
      select: { since: true, reason: true },
    }),
    looks: looks.map(({ at, what, by }) => ({ at, what: lookedAt[what], by: parts[by] })),
  };
  return plainOf(records, all) as Record<string, Plain>;
}

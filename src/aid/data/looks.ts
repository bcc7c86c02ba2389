import type { Label } from '../../chat/message.ts';
import type { ActedAs } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';

/** One look at somebody's data: when, at what, and by whom in general words, never by name. */
export interface Look {
  at: Date;
  what: keyof typeof lookedAt;
  by: ActedAs;
}

/** What the audit log calls a look at personal data, and what it was a look at. */
export const lookedAt = {
  'allocation.contacts-shown': { id: 'nama dan nomor HP', en: 'name and phone number' },
  'person.contact-seen': { id: 'nama dan nomor HP', en: 'name and phone number' },
  'headship.seen': { id: 'pendaftaran tempat', en: 'registration of a place' },
  'role.seen': { id: 'nama dan peran', en: 'name and role' },
  'need.inspected': { id: 'permintaan', en: 'request' },
  'handover.seen': { id: 'serah terima', en: 'hand-over' },
  'media.seen': { id: 'foto atau dokumen', en: 'photo or document' },
  'inquiry.seen': { id: 'pertanyaan', en: 'question' },
  'report.seen': { id: 'laporan', en: 'report' },
} as const satisfies Record<string, Label>;

/** By whom, so that nobody is named: whoever reads it learns who may look, not who did. */
export const parts: Record<ActedAs, Label> = {
  donor: { id: 'donatur', en: 'a donor' },
  head: { id: 'ketua tempat', en: 'the head of a place' },
  officer: { id: 'petugas', en: 'an officer' },
  admin: { id: 'admin program', en: 'an admin of the programme' },
  operator: { id: 'pengelola sistem', en: 'the operator of the system' },
  system: { id: 'sistem', en: 'the system' },
};

/** Who has looked at what of these people, the newest first; their own looks are none. */
export async function looksAt({ db }: Records, ids: string[]): Promise<Look[]> {
  const own = { in: ids };
  const id = { select: { id: true } } as const;
  const subjects = [
    ...(await db.headship.findMany({ where: { personId: own }, ...id })),
    ...(await db.need.findMany({ where: { proposedById: own }, ...id })),
    ...(await db.handover.findMany({
      where: {
        OR: [{ recordedById: own }, { allocation: { pledge: { actorId: own } } }],
      },
      ...id,
    })),
    ...(await db.media.findMany({ where: { sentById: own }, ...id })),
    ...(await db.inquiry.findMany({ where: { personId: own }, ...id })),
    ...(await db.report.findMany({ where: { personId: own }, ...id })),
    ...(await db.allocation.findMany({ where: { pledge: { actorId: own } }, ...id })),
    ...(await promisedTo({ db }, ids)),
  ].map((row) => row.id);
  const rows = await db.auditLog.findMany({
    where: {
      what: { in: Object.keys(lookedAt) },
      subjectId: { in: [...subjects, ...ids] },
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  return rows.flatMap(({ at, what, actedAs, actorId }) => {
    // A donor's promise shows both to each other: to the donor the head's number, to the head the donor's.
    const isOwn = actorId !== null && ids.includes(actorId);
    if (isOwn && what !== 'allocation.contacts-shown') return [];
    return [{ at, what: what as Look['what'], by: isOwn ? ('head' as const) : actedAs }];
  });
}

/** Clocks of two machines may differ by so much (ms). */
const grace = 60_000;

/** What was promised to the places that they head while they did. */
async function promisedTo({ db }: Pick<Records, 'db'>, ids: string[]): Promise<{ id: string }[]> {
  const offices = await db.headship.findMany({
    where: { personId: { in: ids }, verifiedAt: { not: null } },
    select: { placeId: true, verifiedAt: true, endedAt: true },
  });
  const found: { id: string }[] = [];
  for (const { placeId, verifiedAt, endedAt } of offices) {
    const createdAt = {
      ...(verifiedAt && { gte: new Date(verifiedAt.getTime() - grace) }),
      ...(endedAt && { lte: new Date(endedAt.getTime() + grace) }),
    };
    found.push(
      ...(await db.allocation.findMany({
        where: { need: { placeId }, createdAt },
        select: { id: true },
      })),
    );
  }
  return found;
}

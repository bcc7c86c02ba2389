import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import type { Scope } from '../staff/rules.ts';
import { withPlace } from './kept.ts';
import { labelOfPlace } from './records.ts';

/** Who answers for pantis and pesantrens: the officers of this field, who are Dinas Sosial's. */
const homesField = 'pangan';

/** A claim belongs to the officers of the kelurahan; of a panti or pesantren to Dinas Sosial (DOMAIN §1). */
export const scopeOfPlace = ({
  kind,
  kelurahanCode,
}: Pick<Prisma.PlaceModel, 'kind' | 'kelurahanCode'>): Scope =>
  kind === 'rw' ? { area: kelurahanCode } : { field: homesField };

/** A claim that was sent to be checked, with its letter or the word that it follows. */
export const wasSent: Prisma.HeadshipWhereInput = {
  OR: [{ proofNumber: { not: null } }, { letterLater: true }],
};

/** A claim, with what an officer decides about it by. */
export type ClaimRow = Prisma.HeadshipGetPayload<{ include: typeof withPlace }> & {
  person: Prisma.PersonModel | null;
  /** When the newest photo of the letter was sent. */
  pictureSentAt: Date | undefined;
};

/** The claims that are looked for, the longest-waiting first. What belongs to them is read one after the other. */
export async function claimRows(
  { db }: Records,
  where: Prisma.HeadshipWhereInput,
): Promise<ClaimRow[]> {
  const rows = await db.headship.findMany({
    where,
    include: withPlace,
    orderBy: [{ claimedAt: 'asc' }, { id: 'asc' }],
  });
  const ids = rows.flatMap(({ personId }) => personId ?? []);
  const people = await db.person.findMany({ where: { id: { in: ids } } });
  const pictures = await db.media.groupBy({
    by: ['headshipId'],
    where: { headshipId: { in: rows.map(({ id }) => id) } },
    _max: { sentAt: true },
  });
  return rows.map((row) => ({
    ...row,
    person: people.find(({ id }) => id === row.personId) ?? null,
    pictureSentAt:
      pictures.find(({ headshipId }) => headshipId === row.id)?._max.sentAt ?? undefined,
  }));
}

export async function claimRow(records: Records, id: string): Promise<ClaimRow | undefined> {
  const [row] = await claimRows(records, { id });
  return row;
}

/** When it was sent last, with what came to it since: an officer decides what they have read. */
export const versionOf = ({ claimedAt, pictureSentAt }: ClaimRow): string =>
  (pictureSentAt && pictureSentAt > claimedAt ? pictureSentAt : claimedAt).toISOString();

/**
 * Whether an officer is to decide: it was sent, with its letter, or came again since something was asked. A photo alone
 * brings it back as well: in an officer's own words it may be the photo that was asked for, and they see whether it was;
 * but not where number and date of the letter are still to come.
 */
export const waitsForOfficer = ({
  state,
  proofNumber,
  letterLater,
  askedAt,
  askedPhoto,
  pictureSentAt,
}: ClaimRow): boolean =>
  state === 'claimed' &&
  (proofNumber !== null || letterLater) &&
  (askedAt === null ||
    ((askedPhoto || !letterLater) && pictureSentAt !== undefined && pictureSentAt > askedAt));

/** Brings a claim before the officers of its place, each time that it is sent. */
export async function raiseClaim(records: Records, id: string, now: Date): Promise<void> {
  const raised = await asCase(records, id, now);
  if (raised) await raiseCase(records, raised);
}

/** What a timer brings after two days: the admins hear of it, where it still waits. */
export async function remindOfClaim(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const raised = await asCase(records, id, now);
  if (raised) await remindAdmins(records, raised);
}

async function asCase(records: Records, id: string, now: Date) {
  const row = await claimRow(records, id);
  if (!row || !waitsForOfficer(row)) return undefined;
  const args = { place: labelOfPlace(row.place) };
  // Sent, or completed since with what was asked for: each time its officers are told anew.
  const sent = new Date(versionOf(row));
  const scope = scopeOfPlace(row.place);
  return { kind: 'headship', id, sent, scope, notice: 'claim-to-staff', args, now };
}

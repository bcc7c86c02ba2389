import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import type { Scope } from '../staff/rules.ts';
import { labelOfPlace, withKelurahan } from './records.ts';

/** Who answers for pantis and pesantrens: the officers of this field, who are Dinas Sosial's. */
const homesField = 'pangan';

/** A claim belongs to the officers of the kelurahan; of a panti or pesantren to Dinas Sosial (DOMAIN §1). */
export const scopeOfPlace = ({
  kind,
  kelurahanCode,
}: Pick<Prisma.PlaceModel, 'kind' | 'kelurahanCode'>): Scope =>
  kind === 'rw' ? { area: kelurahanCode } : { field: homesField };

/** A claim, with what an officer decides about it by. */
export const withClaim = {
  place: { include: withKelurahan },
  person: true,
  media: { orderBy: { sentAt: 'desc' }, take: 1, select: { sentAt: true } },
} as const;
export type ClaimRow = Prisma.HeadshipGetPayload<{ include: typeof withClaim }>;

/** Whether an officer is to decide: it was sent, with its letter, or what was asked for has come since. */
export const waitsForOfficer = ({ state, proofNumber, askedAt, media }: ClaimRow): boolean =>
  state === 'claimed' &&
  proofNumber !== null &&
  (askedAt === null || media.some(({ sentAt }) => sentAt > askedAt));

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
  const row = await records.db.headship.findUnique({ where: { id }, include: withClaim });
  if (!row || !waitsForOfficer(row)) return undefined;
  const args = { place: labelOfPlace(row.place) };
  const scope = scopeOfPlace(row.place);
  return { kind: 'headship', id, sent: row.claimedAt, scope, notice: 'claim-to-staff', args, now };
}

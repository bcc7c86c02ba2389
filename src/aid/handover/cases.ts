import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { scopeOfPlace } from '../place/cases.ts';
import { donorOf } from '../pledge/records.ts';
import { donorCalled } from '../pledge/rules.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { type Scope, scopeOfPackage } from '../staff/rules.ts';
import { isOwnPromise } from './own.ts';
import { receiptOf } from './records.ts';

/** A delivery that an officer is to look at, with what it belongs to. */
const withPledge = { include: { pledge: { include: { donor: true, actor: true } } } } as const;
export const withCase = {
  package: true,
  place: true,
  allocation: withPledge,
  beyond: { include: { allocation: withPledge } },
} as const;
export type Row = Prisma.HandoverGetPayload<{ include: typeof withCase }>;

/**
 * What waits for an officer: a count that nobody has confirmed, a receipt that the donor sees otherwise, and one whose photo has
 * not come in 24 hours.
 */
export const waitsForOfficer: Prisma.HandoverWhereInput = {
  OR: [
    { state: 'counted' },
    { disputedAt: { not: null }, judgedAt: null },
    { state: 'confirmed', photo: 'missing', judgedAt: null },
  ],
};

/** The same of one row. */
export const isWaiting = ({ state, disputedAt, judgedAt, photo }: Row): boolean =>
  state === 'counted' ||
  (judgedAt === null && (disputedAt !== null || (state === 'confirmed' && photo === 'missing')));

/** The promise that it was counted for, or came beyond. */
export const promiseOf = ({ allocation, beyond }: Row) => allocation ?? beyond?.allocation ?? null;

/** When it began to wait. */
export const since = ({ disputedAt, recordedAt }: Row): Date => disputedAt ?? recordedAt;

type At = { chat: string; now: Date };

/** The delivery, held until the transaction ends, with the part in which this desk decides it. */
export const heldCase = (records: Records, id: string, at: At) =>
  held(records, id, at, (row) => [scopeOfPackage(row.package)]);

/** The same for a receipt that is to be corrected: the officers of its kelurahan may as well. */
export const heldReceipt = (records: Records, id: string, at: At) =>
  held(records, id, at, (row) => [scopeOfPackage(row.package), scopeOfPlace(row.place)]);

async function held(
  records: Records,
  id: string,
  { chat, now }: At,
  scopesOf: (row: Row) => Scope[],
): Promise<{ row: Row; desk: Desk; as: 'officer' | 'admin' } | undefined> {
  const desk = await deskOf(records, chat, now);
  if (!desk) return undefined;
  const row = await lockedRow(records, id);
  const parts = row ? scopesOf(row).map((scope) => desk.decides(scope)) : [];
  const as = parts.includes('officer') ? 'officer' : parts[0];
  return row && as ? { row, desk, as } : undefined;
}

async function lockedRow({ db }: Records, id: string): Promise<Row | null> {
  await db.$queryRaw`SELECT 1 FROM handover WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return db.handover.findUnique({ where: { id }, include: withCase });
}

/** Who had promised it, as staff read it: `PT Contoh Jaya (Bu Rina)`; undefined when nobody had. */
export function donorName(records: Records, row: Row): string | undefined {
  const promise = promiseOf(row);
  if (!promise) return undefined;
  const { person, organisation } = donorOf(records, promise.pledge);
  return donorCalled(person?.called ?? '', organisation) || undefined;
}

/** Who had promised it, with their number, for an officer who is to ask both sides; the look is on record. */
export function donorReached(records: Records, row: Row): { donor: string; phone: string }[] {
  const promise = promiseOf(row);
  if (!promise) return [];
  const { person } = donorOf(records, promise.pledge);
  if (!person?.phone) return [];
  return [{ donor: person.called ?? '?', phone: person.phone }];
}

/** Brings a delivery before the officers of its field. */
export async function raiseHandover(records: Records, id: string, now: Date): Promise<void> {
  await raiseCase(records, await asCase(records, id, now));
}

/** What a timer brings after two days: the admins hear of it, where it still waits. */
export async function remindOfHandover(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const waits = await records.db.handover.count({ where: { id, ...waitsForOfficer } });
  if (waits > 0) await remindAdmins(records, await asCase(records, id, now));
}

async function asCase(records: Records, id: string, now: Date) {
  const row = await records.db.handover.findUniqueOrThrow({ where: { id }, include: withCase });
  const { number, place, unit, came } = await receiptOf(records, id);
  const kind = kindOf(row);
  const isOwn =
    row.allocation && (await isOwnPromise(records, row.allocation.pledge, row.recordedById));
  return {
    kind,
    id,
    scope: scopeOfPackage(row.package),
    notice: noticeOf(row, isOwn === true),
    args: { number, place, unit, came },
    now,
  };
}

/** The first part of the kind of its timer; each is raised by itself. */
function kindOf(row: Row): 'dispute' | 'unpictured' | 'handover' {
  if (row.disputedAt) return 'dispute';
  return row.state === 'confirmed' ? 'unpictured' : 'handover';
}

function noticeOf(row: Row, isOwn: boolean): string {
  if (row.disputedAt) return 'dispute-to-staff';
  if (row.state === 'confirmed') return 'unpictured-to-staff';
  if (row.beyondId) return 'beyond-to-staff';
  return isOwn ? 'own-to-staff' : 'handover-to-staff';
}

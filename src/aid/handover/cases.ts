import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { donorOf } from '../pledge/records.ts';
import { donorCalled } from '../pledge/rules.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { scopeOfPackage } from '../staff/rules.ts';
import { receiptOf } from './records.ts';

/** A delivery that an officer is to look at, with what it belongs to. */
export const withCase = {
  package: true,
  allocation: { include: { pledge: { include: { donor: true, actor: true } } } },
} as const;
type Row = Prisma.HandoverGetPayload<{ include: typeof withCase }>;

/** What waits for an officer: a count that nobody has confirmed, and a receipt that the donor sees otherwise. */
export const waitsForOfficer: Prisma.HandoverWhereInput = {
  OR: [{ state: 'counted' }, { disputedAt: { not: null }, judgedAt: null }],
};

/** When it began to wait. */
export const since = ({ disputedAt, recordedAt }: Row): Date => disputedAt ?? recordedAt;

/** The delivery, held until the transaction ends, with the part in which this desk decides it. */
export async function heldCase(
  records: Records,
  id: string,
  { chat, now }: { chat: string; now: Date },
): Promise<{ row: Row; desk: Desk; as: 'officer' | 'admin' } | undefined> {
  const desk = await deskOf(records, chat, now);
  if (!desk) return undefined;
  await records.db.$queryRaw`SELECT 1 FROM handover WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await records.db.handover.findUnique({ where: { id }, include: withCase });
  const as = row && desk.decides(scopeOfPackage(row.package));
  return row && as ? { row, desk, as } : undefined;
}

/** Who had promised it, as staff read it: `PT Contoh Jaya (Bu Rina)`; undefined when nobody had. */
export function donorName(records: Records, row: Row): string | undefined {
  if (!row.allocation) return undefined;
  const { person, organisation } = donorOf(records, row.allocation.pledge);
  return donorCalled(person?.called ?? '', organisation) || undefined;
}

/** Who had promised it, with their number, for an officer who is to ask both sides; the look is on record. */
export function donorReached(records: Records, row: Row): { donor: string; phone: string }[] {
  if (!row.allocation) return [];
  const { person } = donorOf(records, row.allocation.pledge);
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
  const kind = row.disputedAt ? 'dispute' : 'handover';
  return {
    kind,
    id,
    scope: scopeOfPackage(row.package),
    notice: row.disputedAt ? 'dispute-to-staff' : 'handover-to-staff',
    args: { number, place, unit, came },
    now,
  };
}

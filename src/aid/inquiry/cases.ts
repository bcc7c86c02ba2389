import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import { admins, type Desk } from '../staff/desk.ts';
import { scopeOf } from './rules.ts';

type Row = Prisma.InquiryGetPayload<{ include: { person: true; field: true; area: true } }>;
export const withAsker = { person: true, field: true, area: true } as const;

/** How the one who asked is called by an officer: never by a number. */
export const askerOf = (records: Records, row: Pick<Row, 'person'>): string =>
  readPerson(records, row.person).called ?? '-';

/** In what part a desk answers a question: an officer whom it concerns, or an admin. */
export function answersAs(desk: Desk, row: Row): 'officer' | 'admin' | undefined {
  const scope = scopeOf(row);
  if (scope) return desk.decides(scope);
  return desk.isAdmin ? 'admin' : undefined;
}

/** Whether a question stands in this desk's queue. */
export function seesInquiry(desk: Desk, row: Row): boolean {
  const scope = scopeOf(row);
  return scope ? desk.sees(scope, row.askedAt) : desk.isAdmin;
}

/** Tells those whose it is to answer; what concerns no officer goes to the admins at once. */
export async function raiseInquiry(records: Records, row: Row, now: Date): Promise<void> {
  const raised = asCase(records, row, now);
  if (raised.scope) return raiseCase(records, { ...raised, scope: raised.scope });
  const cause = { kind: 'case-inquiry', id: row.id };
  for (const person of await admins(records, now))
    await records.notify({ cause, person, part: 1, notice: raised.notice, args: raised.args });
}

/** What a timer brings after two days: the admins hear of a question that nobody has answered. */
export async function remindOfInquiry(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const row = await records.db.inquiry.findFirst({
    where: { id, answeredAt: null },
    include: withAsker,
  });
  const raised = row && asCase(records, row, now);
  if (raised?.scope) await remindAdmins(records, { ...raised, scope: raised.scope });
}

function asCase(records: Records, row: Row, now: Date) {
  return {
    kind: 'inquiry',
    id: row.id,
    scope: scopeOf(row),
    notice: 'inquiry-to-staff',
    args: { asker: askerOf(records, row) },
    now,
  };
}

import type { Label } from '../../chat/message.ts';
import type { StaffKind } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { writtenDay } from '../programme/rules.ts';
import { livingRole } from './desk.ts';
import { roleLabels } from './labels.ts';

export interface ListedRole {
  id: string;
  person: string;
  kind: StaffKind;
  /** `Bu Citra` */
  called: string;
  role: Label;
  /** The last day of it, `2027-03-31`. */
  endsOn?: string;
}

/** Everybody who has a role that lives, the longest-serving first. */
export async function listRoles(records: Records, now: Date): Promise<ListedRole[]> {
  const rows = await records.db.role.findMany({
    where: livingRole(now),
    include: { person: true },
    orderBy: [{ grantedAt: 'asc' }, { id: 'asc' }],
  });
  const labels = await roleLabels(records, rows);
  return rows.map((row) => ({
    id: row.id,
    person: row.personId,
    kind: row.kind,
    called: readPerson(records, row.person).called ?? '?',
    role: labels(row),
    ...(row.endsOn && { endsOn: writtenDay(row.endsOn) }),
  }));
}

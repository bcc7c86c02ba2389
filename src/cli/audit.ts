import { stringify } from 'csv-stringify/sync';
import type { Records } from '../aid/action.ts';
import { auditedSince } from '../aid/audit.ts';

export interface AuditWish {
  /** Only from then on. */
  since: Date;
  /** Only about this: an id, or a kind such as `need`. */
  about?: string | undefined;
  csv: boolean;
}

/** Decisions and looks at personal data, the oldest first, one a line. */
export async function showAudit(records: Records, wish: AuditWish): Promise<string[]> {
  const rows = (await auditedSince(records, wish)).map(
    ({ at, actedAs, actorId, what, subjectKind, subjectId, detail }) => [
      at.toISOString(),
      actedAs,
      actorId ?? '',
      what,
      subjectKind,
      subjectId,
      JSON.stringify(detail),
    ],
  );
  if (wish.csv)
    return [stringify([['at', 'as', 'person', 'what', 'kind', 'id', 'detail'], ...rows]).trim()];
  if (rows.length === 0) return ['Nothing is on record for that time.'];
  return rows.map(([at, as, person, what, kind, id, detail]) =>
    [at, person ? `${as} ${person}` : as, what, `${kind} ${id}`, detail === '{}' ? '' : detail]
      .filter(Boolean)
      .join('  '),
  );
}

import type { Records } from '../action.ts';
import type { Desk } from '../staff/desk.ts';
import { type ClaimRow, claimRows, scopeOfPlace, waitsForOfficer, wasSent } from './cases.ts';

/** The claims that wait for an officer, the longest-waiting first; with a desk, those of its queue. */
export async function waitingClaims(records: Records, desk?: Desk): Promise<ClaimRow[]> {
  const rows = await claimRows(records, {
    state: 'claimed',
    role: 'head',
    ...wasSent,
    personId: { not: null },
  });
  return rows.filter(
    (row) => waitsForOfficer(row) && (!desk || desk.sees(scopeOfPlace(row.place), row.claimedAt)),
  );
}

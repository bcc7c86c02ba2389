import type { Records } from '../action.ts';
import type { Desk } from '../staff/desk.ts';
import { type ClaimRow, scopeOfPlace, waitsForOfficer, withClaim } from './cases.ts';

/** The claims that wait for an officer, the longest-waiting first; with a desk, those of its queue. */
export async function waitingClaims(records: Records, desk?: Desk): Promise<ClaimRow[]> {
  const rows = await records.db.headship.findMany({
    where: { state: 'claimed', role: 'head', proofNumber: { not: null }, personId: { not: null } },
    include: withClaim,
    orderBy: [{ claimedAt: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  return rows.filter(
    (row) => waitsForOfficer(row) && (!desk || desk.sees(scopeOfPlace(row.place), row.claimedAt)),
  );
}

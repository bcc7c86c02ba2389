import type { Records } from '../action.ts';
import { mostShown } from '../staff/rules.ts';
import { type ClaimRow, claimRows, wasSent } from './cases.ts';
import { livingHead } from './records.ts';

/** Who else says that they head the place: a head whose office lives, and other claims. Their own office is no rival. */
export async function rivalsOf(records: Records, row: ClaimRow, now: Date): Promise<ClaimRow[]> {
  const rows = await claimRows(records, {
    placeId: row.placeId,
    role: 'head',
    id: { not: row.id },
    OR: [livingHead(now), { state: 'claimed', ...wasSent }],
  });
  return rows
    .filter(({ personId }) => personId !== row.personId)
    .sort((one, other) => Number(other.state === 'verified') - Number(one.state === 'verified'))
    .slice(0, mostShown);
}

import { z } from 'zod';
import { chosen, type Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';
import { type ClaimRow, claimRow, scopeOfPlace } from './cases.ts';

/** What every verb of an officer about a claim is called with. */
export const judged = { claim: chosen() };
/** The same of one that decides: with the version that was read, where the flow knows it. */
export const decided = { ...judged, seen: z.string().max(40).optional() };
/** Sent again since it was read: the officer looks once more. */
export const changed = z.object({});
export const judgedExample = {
  claim: { key: '019ab000-0000-7000-8000-000000000005', label: 'RW 03 Pulo Gadung' },
};

/**
 * The claim, and in what part whoever writes from this chat decides it now. Undefined where it is not theirs: of
 * another kelurahan, their role was revoked a moment ago, or it is their own claim.
 */
export async function judgeOf(
  records: Records,
  id: string,
  { chat, now }: { chat: string; now: Date },
): Promise<{ row: ClaimRow; actor: Actor & { person: string } } | undefined> {
  const desk = await deskOf(records, chat, now);
  if (!desk || !z.uuid().safeParse(id).success) return undefined;
  const row = await claimRow(records, id);
  const as = row && desk.decides(scopeOfPlace(row.place));
  if (!row || !as || row.personId === desk.person.id) return undefined;
  return { row, actor: { as, person: desk.person.id } };
}

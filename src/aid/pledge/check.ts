import type { Records } from '../action.ts';
import type { Part } from '../need/part.ts';
import { lockedNeeds } from '../need/records.ts';
import { isOffered, lacking } from '../need/rules.ts';
import { headOf } from '../place/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import type { Goal } from './reserve.ts';
import type { Checked } from './shortfall.ts';

/**
 * Holds every need of a plan until the transaction ends, and looks what of it there is room for now. A place whose head can
 * no longer be reached has none. `finishing` is the programme of a promise that was made before.
 */
export async function checkRoom(
  records: Records,
  {
    package: key,
    items,
    finishing,
    now,
  }: { package: string; items: Part[]; finishing?: string; now: Date },
): Promise<{ goals: Goal[]; checked: Checked[] }> {
  const today = dayInJakarta(now);
  const held = await lockedNeeds(
    records,
    items.map(({ key }) => key),
  );
  const goals: Goal[] = [];
  const checked: Checked[] = [];
  for (const [position, part] of items.entries()) {
    const need = held.find(({ number }) => number === part.key);
    const isOpen = need?.packageKey === key && isOffered(need, today, finishing);
    const head = need && isOpen ? await headOf(records, need.placeId, now) : undefined;
    const left = need && head ? Math.max(0, lacking(need)) : 0;
    checked.push({ part, left, isOffered: head !== undefined });
    if (need && head) goals.push({ need, head, amount: part.amount, position });
  }
  return { goals, checked };
}

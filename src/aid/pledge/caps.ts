import type { Records } from '../action.ts';
import { dayInJakarta, onDay } from '../programme/rules.ts';
import { pledgedBy } from './records.ts';

/** No hoarding (DOMAIN §3): what one account may hold and be shown, before an officer has a look. */
export interface Caps {
  openPledges: number;
  contactsADay: number;
  openPledgesKept: number;
  contactsADayKept: number;
}

export interface Standing {
  /** Whether anything that this account promised has come. */
  hasKept: boolean;
  /** Its pledges with somebody still to contact. */
  open: number;
  /** The places whose contact it was shown today. */
  shown: ReadonlySet<string>;
}

/** Whether another pledge may be held; the whole of it waits for an officer otherwise. */
export const mayHold = (caps: Caps, { hasKept, open }: Standing): boolean =>
  open < (hasKept ? caps.openPledgesKept : caps.openPledges);

/**
 * Which of the places of a pledge may be shown today: those that were shown already cost nothing, and new ones as many as
 * are left, in their order. 3 a day, 2 shown: of three new ones the first.
 */
export function mayShow(caps: Caps, { hasKept, shown }: Standing, places: string[]): Set<string> {
  let left = (hasKept ? caps.contactsADayKept : caps.contactsADay) - shown.size;
  const may = new Set<string>();
  for (const place of places) {
    if (may.has(place)) continue;
    if (shown.has(place)) may.add(place);
    else if (left > 0) {
      left -= 1;
      may.add(place);
    }
  }
  return may;
}

/**
 * How the account stands, held until this transaction ends: two confirmations of one person do not both see the last place
 * that was free. What an officer placed does not count, and neither does what a distributor brings: no head is to be contacted.
 */
export async function standingOf({ db }: Records, person: string, now: Date): Promise<Standing> {
  await db.$queryRaw`SELECT 1 FROM person WHERE id = ${person}::uuid FOR NO KEY UPDATE`;
  const own = pledgedBy(person);
  const received = await db.allocation.count({
    where: { pledge: own, state: 'received', received: { gt: 0 } },
  });
  const open = await db.pledge.count({
    where: { ...own, allocations: { some: { state: 'reserved', placementId: null } } },
  });
  const today = onDay(dayInJakarta(now), 0);
  const rows = await db.allocation.findMany({
    where: {
      pledge: { ...own, distributorId: null },
      placementId: null,
      createdAt: { gte: today },
    },
    select: { need: { select: { placeId: true } } },
  });
  return { hasKept: received > 0, open, shown: new Set(rows.map(({ need }) => need.placeId)) };
}

import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { dayInJakarta, onDay } from '../programme/rules.ts';
import { pledgedBy } from './records.ts';
import { shownBefore } from './shown-before.ts';

/** No hoarding (DOMAIN §3): what one account may hold and be shown, before an officer has a look. */
export interface Caps {
  openPledges: number;
  contactsADay: number;
  openPledgesKept: number;
  contactsADayKept: number;
  waitingPackages: bigint;
  waitingRupiah: bigint;
}

export interface Standing {
  /** Whether anything that this account promised has come. */
  hasKept: boolean;
  /** Its pledges that nobody but itself calls contacted, and those that wait for a place. */
  open: number;
  /** The places whose contact it was shown today. */
  shown: ReadonlySet<string>;
  /** The places that it had a distributor bring to today: no contact was shown, but they are held. */
  entrusted: ReadonlySet<string>;
  /** What of it waits for a place: how many pledges, packages of all kinds, and rupiah. */
  waiting: { pledges: number; packages: number; rupiah: number };
}

/** Whether another pledge may be held; the whole of it waits for an officer otherwise. */
export const mayHold = (caps: Caps, { hasKept, open }: Standing): boolean =>
  open < (hasKept ? caps.openPledgesKept : caps.openPledges);

/**
 * Which of the places of a pledge may be shown today, or held through a distributor: those that were so already cost nothing, and
 * new ones as many as are left, in their order. 3 a day, 2 shown: of three new ones the first.
 */
export function mayShow(
  caps: Caps,
  hasKept: boolean,
  before: ReadonlySet<string>,
  places: string[],
): Set<string> {
  let left = (hasKept ? caps.contactsADayKept : caps.contactsADay) - before.size;
  const may = new Set<string>();
  for (const place of places) {
    if (may.has(place)) continue;
    if (before.has(place)) may.add(place);
    else if (left > 0) {
      left -= 1;
      may.add(place);
    }
  }
  return may;
}

/**
 * What more of a package may wait for a place. An account that has kept a promise is free; one that has not may have as many
 * pledges waiting as a tried one may hold, and of them so many packages: the total is no place for a number out of the air.
 */
export function mayWait(caps: Caps, { hasKept, waiting }: Standing, isRupiah: boolean): number {
  if (hasKept) return Number.MAX_SAFE_INTEGER;
  if (waiting.pledges >= caps.openPledgesKept) return 0;
  const most = isRupiah ? caps.waitingRupiah : caps.waitingPackages;
  return Math.max(0, Number(most) - (isRupiah ? waiting.rupiah : waiting.packages));
}

/** Of the places of a pledge those that it may hold at once; the rest waits for an officer. */
export function mayHoldAt(
  caps: Caps,
  standing: Standing,
  { places, isEntrusted }: { places: string[]; isEntrusted: boolean },
): Set<string> {
  const before = isEntrusted ? standing.entrusted : standing.shown;
  return mayHold(caps, standing) ? mayShow(caps, standing.hasKept, before, places) : new Set();
}

/** The one package that is counted in rupiah. */
export const isInRupiah = ({ unitId }: { unitId: string }): boolean => unitId.startsWith('rupiah');

/**
 * How the account stands, held until this transaction ends: two confirmations of one person do not both see the last place
 * that was free. What an officer placed does not count. A donor's own *sudah* frees nothing: the head says so too, or the goods
 * come. What a head promised to their own place is no promise kept.
 */
export async function standingOf(records: Records, person: string, now: Date): Promise<Standing> {
  await records.db.$queryRaw`SELECT 1 FROM person WHERE id = ${person}::uuid FOR NO KEY UPDATE`;
  return standingSeen(records, person, now);
}

/** The same as it is seen now, without holding it: to be told beforehand. */
export async function standingSeen(records: Records, person: string, now: Date): Promise<Standing> {
  const { db } = records;
  const own = pledgedBy(person);
  const received = await db.allocation.count({
    where: {
      pledge: own,
      state: 'received',
      received: { gt: 0 },
      handovers: { none: { recordedById: person } },
    },
  });
  // What was counted without a code the head knows of.
  const unheard = { state: { in: [...unseen] }, headHeardAt: null, placementId: null };
  const open = await db.pledge.count({
    where: { AND: [own, { OR: [{ allocations: { some: unheard } }, { waiting: { gt: 0 } }] }] },
  });
  const today = onDay(dayInJakarta(now), 0);
  const rows = await db.allocation.findMany({
    where: { pledge: own, placementId: null, createdAt: { gte: today } },
    select: { need: { select: { placeId: true } }, pledge: { select: { distributorId: true } } },
  });
  const places = (isEntrusted: boolean) =>
    rows.flatMap(({ need, pledge }) =>
      (pledge.distributorId !== null) === isEntrusted ? [need.placeId] : [],
    );
  return {
    hasKept: received > 0,
    open,
    shown: new Set([...places(false), ...(await shownBefore(records, person, today))]),
    entrusted: new Set(places(true)),
    waiting: await waitingOf(records, own),
  };
}

const unseen = ['reserved', 'contacted', 'scheduled'] as const;

async function waitingOf({ db }: Records, own: Prisma.PledgeWhereInput) {
  const rows = await db.pledge.findMany({
    where: { AND: [own, { waiting: { gt: 0 } }] },
    select: { waiting: true, package: { select: { unitId: true } } },
  });
  const sum = (isRupiah: boolean) =>
    rows
      .filter((row) => isInRupiah(row.package) === isRupiah)
      .reduce((all, { waiting }) => all + Number(waiting), 0);
  return { pledges: rows.length, packages: sum(false), rupiah: sum(true) };
}

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Basis, Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { asKept, basisOf, dayBefore, priceKey } from './rules.ts';
import { type Change, isMoved, keepStep, lockChanges } from './version.ts';

export interface Pricing {
  package: string;
  basis: Basis;
  /** Whole rupiah for one package; undefined takes the published price back. */
  rupiah?: number | undefined;
  /** The first day of it, `2027-02-01`; today without it. */
  from?: string | undefined;
}

/** Whose prices somebody is told on this day: of the seasons that run then, the one that began last. */
export function seasonOn({ db }: Records, day: Date) {
  return db.programme.findFirst({
    where: {
      state: 'open',
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gte: day } }],
    },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
  });
}

/** The price that holds on this day, in any season that is open. */
export const holdingOn = (day: Date) =>
  ({
    programme: { state: 'open' },
    validFrom: { lte: day },
    OR: [{ validTo: null }, { validTo: { gte: day } }],
  }) satisfies Prisma.PriceWhereInput;

/**
 * From that day on one package costs so much; the earlier price holds to the day before. A price that begins on the same
 * day is put in place of it, and one that begins later stays. What is taken back is taken back in every season, so that no
 * older price comes up again.
 */
export async function setPrice(
  records: Records,
  { package: packageKey, basis, rupiah, from }: Pricing,
  change: Change,
): Promise<'set' | 'taken-back' | 'past' | 'no-season' | 'moved' | 'gone'> {
  const { db } = records;
  await lockChanges(records);
  const today = dayInJakarta(change.now);
  const validFrom = from === undefined ? today : new Date(from);
  if (validFrom < today) return 'past';
  const season = await seasonOn(records, validFrom);
  if (!season) return 'no-season';
  if ((await db.package.count({ where: { key: packageKey } })) === 0) return 'gone';
  const subject = { kind: 'price', key: priceKey(season.key, packageKey, basis) } as const;
  const holding = await db.price.findMany({
    where: { packageKey, basis, ...holdingOn(validFrom) },
    include: { programme: true },
  });
  const own = holding.find(({ programmeId }) => programmeId === season.id);
  const isDone = rupiah === undefined ? holding.length === 0 : own?.rupiah === BigInt(rupiah);
  // A second tap of the same yes, too.
  if (isDone) return rupiah === undefined ? 'taken-back' : 'set';
  if (await isMoved(records, subject, change)) return 'moved';
  if (rupiah === undefined) {
    for (const { programme, ...row } of holding) {
      const ended = await endPrice(records, row, validFrom);
      const key = priceKey(programme.key, packageKey, basis);
      const step = { kind: 'price', key, did: 'taken-back', before: asKept(row) } as const;
      await keepStep(records, { ...step, after: ended && asKept(ended) }, change);
    }
    return 'taken-back';
  }
  const { programme: _, ...before } = own ?? { programme: undefined };
  if (own) await endPrice(records, own, validFrom);
  const next = await db.price.findFirst({
    where: { packageKey, basis, programmeId: season.id, validFrom: { gt: validFrom } },
    orderBy: { validFrom: 'asc' },
  });
  const after = await db.price.create({
    data: {
      ...{ packageKey, basis, programmeId: season.id, validFrom, rupiah: BigInt(rupiah) },
      validTo: next ? dayBefore(next.validFrom) : (own?.validTo ?? null),
    },
  });
  const step = { ...subject, did: 'set', before: own ? asKept(before) : null };
  await keepStep(records, { ...step, after: asKept(after) }, change);
  return 'set';
}

/** The day before is its last; one that begins on that day never was, and null is what is left of it. */
async function endPrice(
  { db }: Records,
  { id, validFrom }: Pick<Prisma.PriceModel, 'id' | 'validFrom'>,
  day: Date,
): Promise<Prisma.PriceModel | null> {
  if (validFrom < day) return db.price.update({ where: { id }, data: { validTo: dayBefore(day) } });
  await db.price.delete({ where: { id } });
  return null;
}

export const price = defineAction({
  name: 'season.price',
  says: 'An admin sets what a package costs from a day on, or takes the published price back.',
  needs: z.object({
    package: chosen(),
    basis: chosen(),
    /** Without it the price is taken back. */
    rupiah: shapes.money().min(1).optional(),
    from: shapes.date().optional(),
    /** The version that they were shown. */
    seen: shapes.text(),
  }),
  ends: {
    set: z.object({}),
    'taken-back': z.object({}),
    /** The day has passed. */
    past: z.object({}),
    /** No season runs on that day. */
    'no-season': z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { package: 'sembako', basis: 'household_week', rupiah: 210_000, seen: '0' },
  async run({ seen, basis: said, ...wanted }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const basis = basisOf(said);
    if (!basis) return { end: 'gone', gives: {} };
    return { end: await setPrice(records, { ...wanted, basis }, { actor, seen, now }), gives: {} };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { asKept, inBoth, keyOf, named, priceKey } from './rules.ts';
import { type Change, keepStep, lockChanges } from './version.ts';

export interface Opening {
  key: string;
  name: string;
  nameEn?: string | undefined;
  /** Its first and last day, `2027-02-01`. */
  from: string;
  until?: string | undefined;
}

/** What speaks against opening it; undefined where nothing does. */
export async function faultOf(
  { db }: Records,
  { key, name, from, until }: Opening,
  now: Date,
): Promise<'taken' | 'dates' | undefined> {
  // A name without a letter or figure has no key.
  const alike = { OR: [{ key }, named(name)] };
  if (key === '' || (await db.programme.count({ where: alike })) > 0) return 'taken';
  if (until === undefined) return undefined;
  return until < from || until < writtenDay(dayInJakarta(now)) ? 'dates' : undefined;
}

/**
 * Opens a season, from its first day on. It begins with the prices, hours and limits of the one that began last, so that
 * nothing is unpriced on its first day and no limit falls back to what it was years ago.
 */
export async function openSeason(
  records: Records,
  opening: Opening,
  change: Change,
): Promise<'opened' | 'taken' | 'dates'> {
  const { db } = records;
  const { key, name, nameEn, from, until } = opening;
  await lockChanges(records);
  const called = inBoth(name, nameEn);
  const [startsOn, endsOn] = [new Date(from), until === undefined ? null : new Date(until)];
  const days = { startsOn, endsOn };
  // A second tap of the same yes.
  const same = { key, nameId: called.id, state: 'open', ...days } as const;
  if ((await db.programme.count({ where: same })) > 0) return 'opened';
  const fault = await faultOf(records, opening, change.now);
  if (fault) return fault;
  const last = await db.programme.findFirst({
    where: { state: { not: 'draft' }, startsOn: { lte: startsOn } },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    include: { prices: { where: { OR: [{ validTo: null }, { validTo: { gte: startsOn } }] } } },
  });
  const { id: lastId, prices = [], ...rules } = last ?? { id: undefined };
  const row = await db.programme.create({
    data: {
      ...rules,
      key,
      nameId: called.id,
      nameEn: called.en,
      ...days,
      state: 'open',
    },
  });
  const begins = (day: Date) => (day < startsOn ? startsOn : day);
  await db.price.createMany({
    data: prices.map(({ packageKey, basis, rupiah, validFrom, validTo }) => ({
      ...{ packageKey, basis, rupiah, validTo },
      validFrom: begins(validFrom),
      programmeId: row.id,
    })),
  });
  const priced = prices.map(({ packageKey, basis, rupiah }): [string, number] => [
    priceKey(key, packageKey, basis),
    Number(rupiah),
  ]);
  await keepStep(
    records,
    {
      ...{ kind: 'programme', key, did: 'opened', before: null },
      after: { ...asKept(row), ...Object.fromEntries(priced) },
    },
    change,
  );
  return 'opened';
}

export const open = defineAction({
  name: 'season.open',
  says: 'An admin opens a season; it begins with the prices and hours of the one before.',
  needs: z.object({
    name: z.string().min(2).max(40),
    english: z.string().max(40).optional(),
    from: shapes.date(),
    until: shapes.date().optional(),
  }),
  ends: {
    opened: z.object({}),
    /** Another one is called so. */
    taken: z.object({}),
    /** The last day lies before the first, or has passed. */
    dates: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: { name: 'Ramadan 2027', english: 'Ramadan 2027', from: '2027-02-08' },
  async run({ name, english, from, until }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const wanted = { key: keyOf(name), name: name.trim(), nameEn: english?.trim(), from, until };
    const end = await openSeason(records, wanted, { actor, now });
    return { end, gives: {} };
  },
});

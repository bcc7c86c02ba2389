import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeMoney } from '../../language/money.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { defineAction } from '../action.ts';
import { asItem, packageItem } from './packages.ts';
import { affordableFor, recipientsListed } from './price.ts';
import { pricesAt } from './prices.ts';
import { dayInJakarta } from './rules.ts';

const item = packageItem.extend({
  amount: shapes.quantity(),
  /** What they cost together, and what is left of the budget. */
  sum: shapes.money(),
  rest: shapes.money(),
  /** `25 keluarga, sepekan`, and `(Rp4.995.000, sisa Rp5.000)` where something is left. */
  about: shapes.label(),
});

/**
 * Only where a price is published is anything reckoned. What no place lacks now is left out, as long as some
 * place lacks another of them: nobody should choose a package that then has nowhere to go.
 */
export const affordable = defineAction({
  name: 'programme.affordable',
  says: 'What a budget buys: for each package with a published price how many, rounded down, and the rest.',
  needs: z.object({ budget: shapes.money().optional() }),
  ends: {
    list: z.object({ items: z.array(item), budget: shapes.money() }),
    /** Not one package; the cheapest costs this. */
    'too-little': z.object({ least: shapes.money(), budget: shapes.money() }),
    /** No price is published. */
    unpriced: z.object({}),
    /** No budget was given. */
    unasked: z.object({}),
  },
  reads: true,
  example: { budget: 5_000_000 },
  async run({ budget }, { records, now }) {
    if (budget === undefined) return { end: 'unasked', gives: {} };
    const rows = await records.db.package.findMany({
      where: { active: true, field: { active: true } },
      orderBy: [{ field: { position: 'asc' } }, { position: 'asc' }],
      include: { prices: pricesAt(now) },
    });
    const priced = rows.map(asItem).filter(({ price }) => price !== undefined);
    const wanted = await lackedSomewhere(records.db, now);
    const lacked = priced.filter(({ key }) => wanted.has(key));
    const offered = lacked.length > 0 ? lacked : priced;
    const [cheapest] = offered.map(({ price = 0 }) => price).sort((a, b) => a - b);
    if (cheapest === undefined) return { end: 'unpriced', gives: {} };
    const items = offered.flatMap((each) => reckon(each, budget));
    return items.length > 0
      ? { end: 'list', gives: { items, budget } }
      : { end: 'too-little', gives: { least: cheapest, budget } };
  },
});

function reckon(each: z.output<typeof packageItem>, budget: number): z.output<typeof item>[] {
  const { price, basis, unit } = each;
  if (price === undefined || basis === undefined) return [];
  const count = affordableFor(budget, price);
  if (count.amount < 1) return [];
  const { amount, sum, rest } = count;
  const whom = recipientsListed(basis, amount);
  const money = (words: string) =>
    rest > 0 ? ` (${writeMoney(sum)}, ${words} ${writeMoney(rest)})` : '';
  const written = writeQuantity(amount);
  return [
    {
      ...each,
      // *25 sembako*: what is bought is called packages in the line above.
      label: { id: `${written} ${unit.id.replace(/^paket /, '')}`, en: `${written} ${unit.en}` },
      ...count,
      about: { id: `${whom.id}${money('sisa')}`, en: `${whom.en}${money('rest')}` },
    },
  ];
}

/** The packages that some open request lacks. */
async function lackedSomewhere(
  db: Parameters<typeof affordable.run>[1]['records']['db'],
  now: Date,
): Promise<Set<string>> {
  const today = dayInJakarta(now);
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT package_key AS key FROM need
    WHERE state = 'open' AND allocated + received < approved
      AND (period_to IS NULL OR period_to >= ${today}::date)`;
  return new Set(rows.map(({ key }) => key));
}

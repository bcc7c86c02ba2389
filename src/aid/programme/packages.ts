import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Basis, Nature, type Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { pricesAt } from './prices.ts';

export const packageItem = shapes.choice().extend({
  /** What is counted, e.g. `paket sembako`. */
  unit: shapes.label(),
  nature: z.enum(Nature),
  /** Indicative, for one package; absent where none is published. */
  price: shapes.money().optional(),
  /** What the price is reckoned by, e.g. `household_week`. */
  basis: z.enum(Basis).optional(),
});

export const packages = defineAction({
  name: 'programme.packages',
  says: 'The packages of a field, or of all, with what is counted and, for food, what one costs.',
  needs: z.object({
    field: chosen().optional(),
    /** Where something came: what was asked for there is listed though it is given no more. */
    place: chosen().optional(),
  }),
  ends: { list: z.object({ items: z.array(packageItem) }) },
  reads: true,
  example: { field: { key: 'pangan', label: 'Pangan' } },
  async run({ field, place }, { records, now }) {
    const packages = await records.db.package.findMany({
      where: { ...(field !== undefined && { fieldKey: field }), ...givenAt(place) },
      orderBy: [{ field: { position: 'asc' } }, { position: 'asc' }],
      include: { prices: pricesAt(now) },
    });
    return { end: 'list', gives: { items: packages.map(asItem) } };
  },
});

/** Given now; or asked for at this place, by its id. */
export const givenAt = (place: string | undefined) =>
  ({
    OR: [
      { active: true, field: { active: true } },
      ...(z.uuid().safeParse(place).success ? [{ needs: { some: { placeId: `${place}` } } }] : []),
    ],
  }) satisfies Prisma.PackageWhereInput;

export function asItem(
  row: Prisma.PackageModel & { prices: Prisma.PriceModel[] },
): z.output<typeof packageItem> {
  const price = row.prices[0];
  return {
    key: row.key,
    label: { id: row.nameId, en: row.nameEn },
    unit: { id: row.unitId, en: row.unitEn },
    nature: row.nature,
    ...(price && { price: Number(price.rupiah), basis: price.basis }),
  };
}

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeMoney } from '../../language/money.ts';
import { Basis } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { holdingOn, seasonOn } from './price.ts';
import { basisLabels, basisOf, priceKey } from './rules.ts';
import { seenOf } from './version.ts';

const none = { id: 'tanpa harga', en: 'no price' };
const written = (rupiah: bigint | undefined) => {
  if (rupiah === undefined) return none;
  return { id: writeMoney(Number(rupiah)), en: writeMoney(Number(rupiah)) };
};

export const bases = defineAction({
  name: 'season.bases',
  says: 'What the price of a package can be reckoned by, each with what it costs today.',
  needs: z.object({ package: chosen() }),
  ends: {
    list: z.object({
      items: z.array(shapes.choice().extend({ basis: shapes.label(), costs: shapes.label() })),
    }),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { package: { key: 'sembako', label: 'Paket sembako' } },
  async run({ package: packageKey }, { records, chat, now }) {
    if (!(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    const today = dayInJakarta(now);
    const season = await seasonOn(records, today);
    const rows = season
      ? await records.db.price.findMany({
          where: { ...holdingOn(today), packageKey, programmeId: season.id },
        })
      : [];
    const items = Object.values(Basis).map((key) => {
      const costs = written(rows.find(({ basis }) => basis === key)?.rupiah);
      const basis = basisLabels[key];
      const label = { id: `${basis.id}: ${costs.id}`, en: `${basis.en}: ${costs.en}` };
      return { key, label, basis, costs };
    });
    return { end: 'list', gives: { items } };
  },
});

/** Looked at before the yes: a day that has passed, or on which nothing runs, is told in time. */
export const priced = defineAction({
  name: 'season.priced',
  says: 'What a package costs on a day, in which season, and what it would cost: shown to an admin before the yes.',
  needs: z.object({
    package: chosen(),
    basis: chosen(),
    rupiah: shapes.money().optional(),
    from: shapes.date(),
  }),
  ends: {
    known: z.object({
      season: shapes.label(),
      before: shapes.label(),
      after: shapes.label(),
      /** The latest version of the price, given back with the change. */
      seen: shapes.text(),
    }),
    'no-season': z.object({}),
    past: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { package: 'sembako', basis: 'household_week', rupiah: 210_000, from: '2027-02-01' },
  async run({ package: packageKey, basis: said, rupiah, from }, { records, chat, now }) {
    const basis = basisOf(said);
    if (!basis || !(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    if (from < writtenDay(dayInJakarta(now))) return { end: 'past', gives: {} };
    const day = new Date(from);
    const season = await seasonOn(records, day);
    if (!season) return { end: 'no-season', gives: {} };
    const held = await records.db.price.findFirst({
      where: { ...holdingOn(day), packageKey, basis, programmeId: season.id },
    });
    const key = priceKey(season.key, packageKey, basis);
    return {
      end: 'known',
      gives: {
        season: { id: season.nameId, en: season.nameEn },
        before: written(held?.rupiah),
        after: written(rupiah === undefined ? undefined : BigInt(rupiah)),
        seen: (await seenOf(records, 'price'))(key),
      },
    };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeMoney } from '../../language/money.ts';
import { chosen, defineAction } from '../action.ts';
import { asItem } from './packages.ts';
import { recipients } from './price.ts';
import { pricesAt } from './prices.ts';

/** Said beside a quantity, so that nobody has to reckon. Where no price is published nothing is calculated. */
export const worth = defineAction({
  name: 'programme.worth',
  says: 'About what so many packages cost and whom they are for, where a price is published.',
  needs: z.object({
    package: chosen(),
    amount: shapes.quantity().optional(),
    /** The amount that came with a package chosen by budget; another that was said counts before it. */
    offered: shapes.quantity().optional(),
  }),
  ends: {
    known: z.object({
      amount: shapes.quantity(),
      /** ` (sekitar Rp5.000.000)`, or nothing. */
      about: shapes.label(),
      /** `, untuk 25 keluarga sepekan (sekitar Rp5.000.000)`, or nothing. */
      whom: shapes.label(),
      /** An area that is none in particular: where help is needed most. */
      anywhere: shapes.area(),
    }),
    /** Not given any more. */
    gone: z.object({}),
  },
  reads: true,
  example: { package: { key: 'sembako', label: 'Paket sembako' }, amount: 25 },
  async run({ package: key, amount: said, offered }, { records, now }) {
    const row = await records.db.package.findUnique({
      where: { key, active: true, field: { active: true } },
      include: { prices: pricesAt(now) },
    });
    const amount = said ?? offered;
    if (!row || amount === undefined) return { end: 'gone', gives: {} };
    const { price, basis } = asItem(row);
    const anywhere = { label: { id: 'yang paling kurang', en: 'where it is lacked most' } };
    const nothing = { id: '', en: '' };
    if (price === undefined || basis === undefined)
      return { end: 'known', gives: { amount, about: nothing, whom: nothing, anywhere } };
    const sum = writeMoney(amount * price);
    const about = { id: ` (sekitar ${sum})`, en: ` (about ${sum})` };
    const { who, span } = recipients(basis, amount);
    const whom = {
      id: `, untuk ${`${who.id} ${span.id}`.trim()}${about.id}`,
      en: `, for ${`${who.en} ${span.en && `for ${span.en}`}`.trim()}${about.en}`,
    };
    return { end: 'known', gives: { amount, about, whom, anywhere } };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { lackingLabel } from '../place/rules.ts';
import { openNeeds } from './offered.ts';
import { asPart, type Part, part, totalOf, waiting, waits } from './part.ts';
import { proposal } from './split.ts';

/** *Atur sendiri*: the places of the split and the others that lack it, to give each its own amount. */
export const places = defineAction({
  name: 'need.places',
  says: 'The places of a split with their amounts, and the nearest others, to be arranged one by one.',
  needs: z.object({ package: chosen(), items: z.array(part), finishing: z.uuid().optional() }),
  ends: {
    list: z.object({ items: z.array(part) }),
    none: z.object({}),
  },
  reads: true,
  example: { package: { key: 'sembako', label: 'Paket sembako' }, items: [] },
  async run({ package: key, items, finishing }, { records, now }) {
    const [first] = items;
    const wanted = { package: key, now, finishing };
    const [near] = first ? await openNeeds(records, { ...wanted, only: [first.key] }) : [];
    const others = await openNeeds(records, {
      ...wanted,
      near: near?.kelurahanCode,
      except: items.map(({ key }) => key),
      limit: 16,
    });
    const labelled = [...items, ...others.map((each) => asPart(each, 0))].map((each) => ({
      ...each,
      label: each.amount > 0 ? amountLabel(each) : lackingLabel(each.place, each.lacking),
    }));
    return labelled.length > 0
      ? { end: 'list', gives: { items: labelled } }
      : { end: 'none', gives: {} };
  },
});

const amountLabel = ({ place, amount }: Part) => {
  const text = `${place}: ${amount}`;
  return text.length <= 40 ? text : place.slice(0, 40);
};

/** One place gets another amount; what is no longer laid anywhere waits. */
export const arrange = defineAction({
  name: 'need.arrange',
  says: 'Gives one place of a split another amount, as far as it lacks it and the gift has it.',
  needs: z.object({
    package: chosen(),
    items: z.array(part),
    waits,
    place: chosen(),
    amount: shapes.quantity(),
    finishing: z.uuid().optional(),
  }),
  ends: {
    arranged: z.object({
      items: z.array(part),
      waits,
      /** Laid on places; and the whole gift, with what waits. */
      total: shapes.quantity(),
      whole: shapes.quantity(),
      /** The split as it is now. */
      again: proposal,
    }),
    /** More than the place lacks, or than the gift has left for it. */
    beyond: z.object({ most: shapes.quantity() }),
    /** Nothing would be laid anywhere. */
    nothing: z.object({}),
  },
  reads: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    items: [],
    waits: [{ amount: 60 }],
    place: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
    amount: 60,
  },
  async run({ package: wanted, items, waits, place: chosen, amount, finishing }, { records, now }) {
    const whole = totalOf(items) + totalOf(waits);
    const at = items.findIndex(({ key }) => key === chosen);
    const others = items.filter(({ key }) => key !== chosen);
    const [room] = await openNeeds(records, {
      package: wanted,
      now,
      only: [chosen],
      finishing,
    });
    const most = Math.min(room?.lacking ?? 0, whole - totalOf(others));
    if (amount > most) return { end: 'beyond', gives: { most } };
    const here = room && amount > 0 ? [asPart(room, amount)] : [];
    const arranged = at < 0 ? [...others, ...here] : items.toSpliced(at, 1, ...here);
    const [first] = arranged;
    if (!first) return { end: 'nothing', gives: {} };
    const total = totalOf(arranged);
    const rest = waiting(whole - total);
    const { place, short, amount: left } = first;
    const again = { items: arranged, waits: rest, place, short, left, rest: whole - left };
    return { end: 'arranged', gives: { items: arranged, waits: rest, total, whole, again } };
  },
});

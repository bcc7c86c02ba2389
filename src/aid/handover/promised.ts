import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { donorOf } from '../pledge/records.ts';
import { living } from '../pledge/rules.ts';
import { packageWords } from '../programme/records.ts';
import { headOfPlace } from './headed.ts';

const longestLabel = 40;

/** `Bu Rina: 20 paket sembako`: two promises of one donor are told apart by what they are. */
function lineOf(donor: string, amount: number, unit: Label): Label {
  const line = (of: string) =>
    `${donor.slice(0, 16)}: ${writeQuantity(amount)} ${of}`.slice(0, longestLabel);
  return { id: line(unit.id), en: line(unit.en) };
}

export const promised = defineAction({
  name: 'handover.promised',
  says: 'What was promised to a place and has not been handed over, for a head who has no code.',
  needs: z.object({ place: chosen() }),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          donor: shapes.text(),
          number: shapes.text(),
          amount: shapes.quantity(),
          unit: shapes.label(),
          nature: z.enum(Nature),
        }),
      ),
    }),
    none: z.object({}),
  },
  reads: true,
  example: { place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03' } },
  async run({ place: placeId }, { records, chat, now }) {
    const head = await headOfPlace(records, placeId, { chat, now });
    if (!head) return { end: 'none', gives: {} };
    const rows = await records.db.allocation.findMany({
      where: {
        need: { placeId },
        state: { in: [...living, 'released'] },
        handovers: { none: { state: { not: 'rejected' } } },
        // Money passes no head.
        pledge: { package: { nature: { not: 'cash' } } },
      },
      include: { pledge: { include: { donor: true, actor: true, package: true } } },
      orderBy: { createdAt: 'desc' },
      take: 20,
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const words = await packageWords(
      records,
      rows.map(({ pledge }) => pledge.packageKey),
    );
    const items = rows.map(({ id, quantity, pledge }) => {
      const { person, organisation } = donorOf(records, pledge);
      const donor = organisation ?? person?.called ?? '';
      return {
        key: id,
        label: lineOf(donor, Number(quantity), words(pledge.packageKey).unit),
        donor,
        number: pledge.number,
        amount: Number(quantity),
        unit: words(pledge.packageKey).unit,
        nature: pledge.package.nature,
      };
    });
    return { end: 'list', gives: { items } };
  },
});

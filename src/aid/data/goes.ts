import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { retention } from '../../store/retention.ts';
import { defineAction, type Records } from '../action.ts';
import { agrees, holderAt } from '../person/holder.ts';
import { pledgedBy } from '../pledge/records.ts';
import { isPart, type Living, livingOf } from './living.ts';

/** What goes when somebody has themselves erased, what ends with it, and what stays without them. Changes nothing. */
export const goes = defineAction({
  name: 'data.goes',
  says: 'What erasing takes away, what it ends, and what stays as figures without the person.',
  needs: z.object({}),
  ends: {
    known: z.object({
      /** What they are still part of; `none` where they are part of nothing. */
      part: z.enum(['some', 'none']),
      /** Whether they agree still to its being kept. */
      consent: z.enum(['given', 'withdrawn']),
      ends: z.array(z.object({ line: shapes.label() })),
      stays: z.array(z.object({ line: shapes.label() })),
      erasing: shapes.label(),
      withdrawn: shapes.label(),
    }),
    /** Nobody would be left to invite others. */
    'last-admin': z.object({}),
    unknown: z.object({ kept: shapes.label() }),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: { kept: retention.conversation.words } };
    const living = await livingOf(records, holder.ids, now);
    if (living.roles.some(({ isLastAdmin }) => isLastAdmin))
      return { end: 'last-admin', gives: {} };
    const lined = (labels: Label[]) => labels.map((line) => ({ line }));
    return {
      end: 'known',
      gives: {
        part: isPart(living) ? ('some' as const) : ('none' as const),
        consent: (await agrees(records, holder.ids)) ? ('given' as const) : ('withdrawn' as const),
        ends: lined(ending(living)),
        stays: lined(await staying(records, holder.ids)),
        erasing: retention.erasing.words,
        withdrawn: retention.withdrawn.words,
      },
    };
  },
});

const when = (count: number, label: Label): Label[] => (count > 0 ? [label] : []);

function ending({ promises, waiting, counted, places, claims, proposed, roles }: Living): Label[] {
  const [sent, asked, held] = [promises.length, claims.length + proposed.length, places.length];
  return [
    ...when(sent, {
      id: `${sent} janji dibatalkan, ketuanya kami kabari`,
      en: `${sent} promises are withdrawn, and we tell the heads`,
    }),
    ...when(waiting.length, {
      id: `${waiting.length} janji yang menunggu tempat dibatalkan`,
      en: `${waiting.length} promises that wait for a place are withdrawn`,
    }),
    ...when(counted, {
      id: `${counted} kiriman yang sudah dihitung dicek petugas`,
      en: `${counted} deliveries that were counted are checked by an officer`,
    }),
    ...when(held, {
      id: `Jabatan di ${held} tempat berakhir; donatur dan petugas kami kabari`,
      en: `The office at ${held} places ends; we tell donors and officers`,
    }),
    ...when(asked, {
      id: `${asked} pengajuan yang belum dicek ditarik`,
      en: `${asked} requests that were not checked yet are withdrawn`,
    }),
    ...when(roles.length, { id: 'Peran petugas berakhir', en: 'The role of officer ends' }),
  ];
}

async function staying({ db }: Records, ids: string[]): Promise<Label[]> {
  const pledges = await db.pledge.count({ where: { OR: ids.map(pledgedBy) } });
  const handovers = await db.handover.count({
    where: {
      OR: [{ recordedById: { in: ids } }, { allocation: { pledge: { OR: ids.map(pledgedBy) } } }],
    },
  });
  const requests = await db.need.count({ where: { proposedById: { in: ids } } });
  return [
    ...when(pledges, {
      id: `${pledges} komitmen: jumlah, barang, tempat, tanggal`,
      en: `${pledges} commitments: amount, goods, place, date`,
    }),
    ...when(handovers, {
      id: `${handovers} tanda terima: nomor dan jumlah`,
      en: `${handovers} receipts: number and amount`,
    }),
    ...when(requests, {
      id: `${requests} permintaan untuk warga: jumlah dan barang`,
      en: `${requests} requests for residents: amount and goods`,
    }),
  ];
}

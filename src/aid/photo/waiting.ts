import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import type { Whose } from '../media/records.ts';
import { speakerOf } from '../person/records.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';

const item = shapes.choice().extend({ place: shapes.text() });
type Item = z.output<typeof item>;

export const waiting = defineAction({
  name: 'photo.waiting',
  says: 'What waits for a photo of the person: hand-overs that they recorded, and proofs of being a head.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(item) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    const items = person ? await waitingFor(records, person.id) : [];
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});

/** As keys of a choice: `goods.` or `proof.`, and the id. */
export const keyOf = (whose: Whose): string =>
  'headship' in whose ? `p.${whose.headship}` : `g.${whose.handover}`;

export function whoseOf(key: string): Whose | undefined {
  const [kind, id] = [key.slice(0, 2), key.slice(2)];
  if (!z.uuid().safeParse(id).success) return undefined;
  if (kind === 'p.') return { headship: id };
  return kind === 'g.' ? { handover: id } : undefined;
}

/** `27/11`, in Jakarta. */
const dayAndMonth = (at: Date) =>
  writtenDay(dayInJakarta(at)).split('-').slice(1).reverse().join('/');

/** A photo that comes after its 24 hours is still taken. */
export const open = ['awaited', 'missing'] as const;

async function waitingFor(records: Records, person: string): Promise<Item[]> {
  const { db } = records;
  const place = { include: withKelurahan } as const;
  const handovers = await db.handover.findMany({
    where: { recordedById: person, photo: { in: [...open] } },
    include: { place },
    orderBy: { recordedAt: 'desc' },
    take: 20,
  });
  const headships = await db.headship.findMany({
    where: { personId: person, proof: { in: [...open] }, state: 'claimed' },
    include: { place },
    orderBy: { claimedAt: 'desc' },
    take: 20,
  });
  const words = await packageWords(
    records,
    handovers.map(({ packageKey }) => packageKey),
  );
  return [
    ...handovers.map((row): Item => {
      const { unit } = words(row.packageKey);
      const what = (language: 'id' | 'en') =>
        `${row.came} ${unit[language].slice(0, 24)} (${dayAndMonth(row.recordedAt)})`;
      return {
        key: keyOf({ handover: row.id }),
        label: { id: what('id'), en: what('en') },
        place: labelOfPlace(row.place),
      };
    }),
    ...headships.map((row): Item => {
      const at = labelOfPlace(row.place);
      const label = { id: `Bukti ${at}`.slice(0, 40), en: `Proof, ${at}`.slice(0, 40) };
      return { key: keyOf({ headship: row.id }), label, place: at };
    }),
  ];
}

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { type Part, part, totalOf } from '../need/part.ts';
import { contactOf } from '../person/records.ts';
import { donorKinds, donorLabels } from '../person/rules.ts';
import { permitted } from '../programme/distributors.ts';
import { currentProgramme } from '../programme/records.ts';
import { mayHoldAt, standingSeen } from './caps.ts';

/** How a summary calls what is done, by the nature of the package. */
const own: Record<Nature, { id: string; en: string }> = {
  goods: { id: 'Diantar: sendiri', en: 'Brought: by yourself' },
  cash: { id: 'Disalurkan', en: 'Passed on' },
  work: { id: 'Dikerjakan: sendiri', en: 'Built: by yourself' },
  seat: { id: 'Pelatihan: diadakan sendiri', en: 'Training: held by yourself' },
};

/** What a donor says yes to (DOMAIN §3, Statement). A change of these is another version: see `statementText`. */
const statements: Record<Nature, { id: string; en: string }> = {
  goods: {
    id: 'barangnya layak pakai, tanpa biaya, tanpa pesan politik, dan diantar sesuai tanggal',
    en: 'the goods are fit for use, free of charge, without a political message, and brought by that date',
  },
  cash: {
    id: 'uangnya sah, tanpa biaya bagi warga, tanpa pesan politik, dan disalurkan sesuai tanggal',
    en: 'the money is lawfully theirs, free of charge to residents, without a political message, and passed on by that date',
  },
  work: {
    id: 'hasilnya layak pakai, tanpa biaya, tanpa pesan politik, dan selesai sesuai tanggal',
    en: 'the work is fit for use, free of charge, without a political message, and done by that date',
  },
  seat: {
    id: 'pelatihannya tanpa biaya, tanpa pesan politik, dan diadakan sesuai tanggal',
    en: 'the training is free of charge, without a political message, and held by that date',
  },
};

const through = (nature: Nature, name: string) =>
  nature === 'cash'
    ? { id: `Disalurkan: lewat ${name}`, en: `Passed on: through ${name}` }
    : { id: `Diantar: lewat ${name}`, en: `Brought: through ${name}` };

export const way = defineAction({
  name: 'pledge.way',
  says: 'How a gift of this nature is brought, and what its donor states by promising it.',
  needs: z.object({
    package: chosen(),
    distributor: chosen().optional(),
    donorKind: chosen().pipe(z.enum(donorKinds)),
    donorName: z.string().optional(),
    /** The places that it is for. */
    items: z.array(part),
  }),
  ends: {
    known: z.object({
      words: shapes.label(),
      statement: shapes.label(),
      /** The organisation that it is from: a list of one or none. */
      from: z.array(z.object({ name: shapes.text(), kind: shapes.label() })),
      /** What of it would wait for an officer, since enough is held already: a list of one or none. */
      held: z.array(z.object({ amount: shapes.quantity(), unit: shapes.label() })),
    }),
  },
  reads: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    donorKind: { key: 'perorangan', label: 'Saya sendiri' },
    items: [],
  },
  async run({ package: key, distributor, donorKind, donorName, items }, { records, chat, now }) {
    const { nature, unitId, unitEn } = await records.db.package.findUniqueOrThrow({
      where: { key },
    });
    const statement = statements[nature];
    const named =
      distributor === undefined ? undefined : await permitted(records, distributor, now);
    const words = named ? through(nature, named.name) : own[nature];
    const isOrganisation = donorKind !== 'perorangan' && donorName !== undefined;
    const from = isOrganisation ? [{ name: donorName, kind: donorLabels[donorKind] }] : [];
    const amount = await beyondCaps(records, chat, {
      items,
      isEntrusted: named !== undefined,
      now,
    });
    const held = amount > 0 ? [{ amount, unit: { id: unitId, en: unitEn } }] : [];
    return { end: 'known', gives: { words, statement, from, held } };
  },
});

/** How much of it would wait for an officer if it were confirmed now. */
async function beyondCaps(
  records: Records,
  chat: string,
  { items, isEntrusted, now }: { items: Part[]; isEntrusted: boolean; now: Date },
): Promise<number> {
  const donor = await contactOf(records, chat);
  const programme = await currentProgramme(records, now);
  if (!donor || !programme) return 0;
  const needs = await records.db.need.findMany({
    where: { number: { in: items.map(({ key }) => key) } },
    select: { number: true, placeId: true },
  });
  const placeOf = new Map(needs.map(({ number, placeId }) => [number, placeId]));
  const places = items.flatMap(({ key }) => placeOf.get(key) ?? []);
  const standing = await standingSeen(records, donor.id, now);
  const may = mayHoldAt(programme, standing, { places, isEntrusted });
  return totalOf(items.filter(({ key }) => !may.has(placeOf.get(key) ?? '')));
}

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { donorKinds, donorLabels } from '../person/rules.ts';
import { permitted } from '../programme/distributors.ts';

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
  }),
  ends: {
    known: z.object({
      words: shapes.label(),
      statement: shapes.label(),
      /** The organisation that it is from: a list of one or none. */
      from: z.array(z.object({ name: shapes.text(), kind: shapes.label() })),
    }),
  },
  reads: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    donorKind: { key: 'perorangan', label: 'Saya sendiri' },
  },
  async run({ package: key, distributor, donorKind, donorName }, { records, now }) {
    const { nature } = await records.db.package.findUniqueOrThrow({ where: { key } });
    const statement = statements[nature];
    const named =
      distributor === undefined ? undefined : await permitted(records, distributor, now);
    const words = named ? through(nature, named.name) : own[nature];
    const isOrganisation = donorKind !== 'perorangan' && donorName !== undefined;
    const from = isOrganisation ? [{ name: donorName, kind: donorLabels[donorKind] }] : [];
    return { end: 'known', gives: { words, statement, from } };
  },
});

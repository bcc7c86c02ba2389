import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { holderAt } from '../person/holder.ts';
import { ownOrganisations } from './organisations.ts';

export const rename = defineAction({
  name: 'data.rename',
  says: 'Corrects the name of an organisation that the person gives for.',
  needs: z.object({ organisation: chosen(), name: z.string().trim().min(2).max(80) }),
  ends: {
    renamed: z.object({ name: shapes.text() }),
    /** They give for another organisation of that name and kind. */
    taken: z.object({ name: shapes.text() }),
    unknown: z.object({}),
  },
  example: {
    organisation: { key: '019ab000-0000-7000-8000-000000000006', label: 'PT Contoh' },
    name: 'PT Contoh Jaya',
  },
  async run({ organisation, name }, { records, chat }) {
    const { db, secrets } = records;
    const person = await holderAt(records, chat);
    const rows = person ? await db.donor.findMany(ownOrganisations(person.id)) : [];
    const row = rows.find(({ id }) => id === organisation);
    if (!row) return { end: 'unknown', gives: {} };
    const nameHash = secrets.hash(name.toLowerCase());
    const same = rows.some(
      (other) => other.id !== row.id && other.kind === row.kind && other.nameHash === nameHash,
    );
    if (same) return { end: 'taken', gives: { name } };
    await db.donor.update({ where: { id: row.id }, data: { name: secrets.seal(name), nameHash } });
    return { end: 'renamed', gives: { name } };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { holderAt } from '../person/holder.ts';

/** Organisations that the person gives for, and that nobody else speaks for: their names are theirs to correct. */
export const organisations = defineAction({
  name: 'data.organisations',
  says: 'The organisations that the person gives for, whose names they may correct.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const { db, secrets } = records;
    const person = await holderAt(records, chat);
    const rows = person ? await db.donor.findMany(ownOrganisations(person.id)) : [];
    const items = rows.flatMap(({ id, name }) =>
      name ? [{ key: id, label: shortened(secrets.open(name)) }] : [],
    );
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});

/** What a line to choose from may be long. */
const longest = 40;
const shortened = (name: string) =>
  name.length <= longest ? name : `${name.slice(0, longest - 1)}…`;

export const ownOrganisations = (person: string) => ({
  where: {
    name: { not: null },
    members: {
      some: { personId: person, leftAt: null },
      none: { personId: { not: person }, leftAt: null },
    },
  },
  orderBy: { createdAt: 'asc' as const },
});

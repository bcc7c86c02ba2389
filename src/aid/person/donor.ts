import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';
import { donorKinds, donorLabels } from './rules.ts';

const donorKind = z.enum(donorKinds);

export const donor = defineAction({
  name: 'person.donor',
  says: 'For whom the person gave the last time, so that it need not be asked again.',
  needs: z.object({}),
  ends: {
    known: z.object({
      kind: donorKind,
      /** The name of an organisation; an individual goes by their own. */
      name: shapes.text().optional(),
      label: z.union([shapes.text(), shapes.label()]),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    const last =
      person &&
      (await records.db.pledge.findFirst({
        where: {
          actorId: person.id,
          donor: { members: { some: { personId: person.id, leftAt: null } } },
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        include: { donor: true },
      }));
    if (!last) return { end: 'none', gives: {} };
    const { name: sealed } = last.donor;
    const kind = donorKind.parse(last.donor.kind);
    if (!sealed) return { end: 'known', gives: { kind, label: donorLabels[kind] } };
    const name = records.secrets.open(sealed);
    return { end: 'known', gives: { kind, name, label: name } };
  },
});

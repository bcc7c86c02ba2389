import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';
import { type DonorKind, donorKinds, donorLabels } from './rules.ts';

const donorKind = z.enum(donorKinds);

/** As the choice says it that they tapped the first time. */
const ownName = { id: 'Saya sendiri', en: 'Myself' };
const asChoice = (kind: DonorKind) => ({
  key: kind,
  label: kind === 'perorangan' ? ownName : donorLabels[kind],
});
/** A choice has forty characters, two words of ours among them. */
const shortened = (name: string) => (name.length <= 30 ? name : `${name.slice(0, 29)}…`);

export const donor = defineAction({
  name: 'person.donor',
  says: 'For whom the person gave the last time, so that it need not be asked again.',
  needs: z.object({}),
  ends: {
    known: z.object({
      kind: shapes.choice().extend({ key: donorKind }),
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
    if (!sealed) return { end: 'known', gives: { kind: asChoice(kind), label: ownName } };
    const name = records.secrets.open(sealed);
    return { end: 'known', gives: { kind: asChoice(kind), name, label: shortened(name) } };
  },
});

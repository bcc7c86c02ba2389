import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { sentFile } from '../media/records.ts';
import { isPictured } from './rules.ts';

/** A photo, or the word that it comes later. */
export const photoAnswer = () => z.union([sentFile(), z.literal('later')]);

export const pictured = defineAction({
  name: 'handover.pictured',
  says: 'How it stands with the photo of what came, and why some is damaged, for the summary.',
  needs: z.object({
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    damage: z.string().max(500).optional(),
    nature: z.enum(Nature),
    photo: photoAnswer().optional(),
    /** Of the promise whose code fitted, of the one that was picked, or the package that nobody had pledged. */
    matchedDonor: z.string().optional(),
    matchedUnit: shapes.label().optional(),
    promisedDonor: z.string().optional(),
    promisedUnit: shapes.label().optional(),
    package: shapes.choice().optional(),
  }),
  ends: {
    known: z.object({
      state: z.enum(['given', 'later', 'none']),
      /** A list of one or none: what was said of the damaged ones, while there are any. */
      damage: z.array(z.object({ why: shapes.text() })),
      /** `paket sembako dari Bu Ani`; `Paket sembako, tanpa komitmen`. */
      what: shapes.label(),
    }),
  },
  reads: true,
  example: { came: 92, damaged: 3, damage: 'beras basah', nature: 'goods', photo: 'later' },
  async run(needs) {
    const { came, damaged = 0, damage, nature, photo } = needs;
    const what = whatCame(needs);
    const why = damaged > 0 && damage !== undefined ? [{ why: damage }] : [];
    if (!isPictured(nature, came)) return known('none', why, what);
    return known(photo === undefined || photo === 'later' ? 'later' : 'given', why, what);
  },
});

const known = (state: 'none' | 'later' | 'given', damage: { why: string }[], what: Label) =>
  ({ end: 'known', gives: { state, damage, what } }) as const;

interface Came {
  matchedDonor?: string | undefined;
  matchedUnit?: Label | undefined;
  promisedDonor?: string | undefined;
  promisedUnit?: Label | undefined;
  package?: { label: string | Label } | undefined;
}

function whatCame(came: Came): Label {
  const donor = came.matchedDonor ?? came.promisedDonor;
  const unit = came.matchedUnit ?? came.promisedUnit;
  if (donor !== undefined && unit)
    return { id: `${unit.id} dari ${donor}`, en: `${unit.en} from ${donor}` };
  const label = came.package?.label ?? '';
  const named = typeof label === 'string' ? { id: label, en: label } : label;
  return {
    id: `${named.id}, belum ada yang menjanjikannya`,
    en: `${named.en}, which nobody had promised`,
  };
}

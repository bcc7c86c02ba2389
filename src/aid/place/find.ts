import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { findPlace, identityOf, naming } from './known.ts';
import { labelOfPlace, livingHead } from './records.ts';
import { headOfLabel, kindWords, officerLabel, placeLabel } from './rules.ts';

const found = z.object({
  /** `RW 03 Pulo Gadung` */
  label: shapes.text(),
  /** Who heads such a place, and the letter that proves it: `Ketua RW`, `SK Lurah`. */
  head: shapes.label(),
  letter: shapes.label(),
  /** `Ketua RW 03 Pulo Gadung`; and what is counted there: `KK`. */
  headOf: shapes.label(),
  counted: shapes.label(),
  /** Where aid is often unloaded at such a place, as an example: `Pos RW`. */
  unloading: shapes.label(),
  officer: shapes.label(),
  /** What the answer becomes where the photo comes later. */
  later: z.literal('later'),
});

/** Said right after the place is named: nobody answers seven questions for a place that another heads unawares. */
export const find = defineAction({
  name: 'place.find',
  says: 'Which place is meant by who registers, and whether another person heads it.',
  needs: z.object(naming),
  ends: {
    free: found,
    /** Another person's office lives; a claim beside it is for an officer to judge. */
    headed: found,
    /** A kelurahan alone, an RW that cannot be, a name of marks alone. */
    incomplete: z.object({}),
  },
  reads: true,
  example: { place: { kelurahan: '31.75.02.1001', label: 'Kelurahan Pulo Gadung' }, rw: 3 },
  async run(needs, { records, chat, now }) {
    const identity = await identityOf(records, needs);
    if (!identity) return { end: 'incomplete', gives: {} };
    const { kind, kelurahan } = identity;
    const known = await findPlace(records, identity);
    const [rw, name] = identity.kind === 'rw' ? [identity.rw, null] : [null, identity.name];
    const { head, letter, counted, unloading } = kindWords[kind];
    const label = known ? labelOfPlace(known) : placeLabel({ rw, name, kelurahan });
    const gives = {
      label,
      headOf: headOfLabel(kind, label),
      counted,
      head,
      letter,
      unloading,
      officer: officerLabel(kind, kelurahan),
      later: 'later' as const,
    };
    const living = known
      ? await records.db.headship.findFirst({ where: { placeId: known.id, ...livingHead(now) } })
      : null;
    const person = living && (await speakerOf(records, chat));
    return { end: living && living.personId !== person?.id ? 'headed' : 'free', gives };
  },
});

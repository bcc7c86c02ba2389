import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { NeedState } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { currentProgramme, packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { standingNeed } from './records.ts';
import { figuresOf, lacking } from './rules.ts';

export const standing = defineAction({
  name: 'need.standing',
  says: 'Whether a place has such a request already, open or waiting, and how it stands.',
  needs: z.object({ place: chosen(), package: chosen() }),
  ends: {
    free: z.object({
      /** Stands for *as soon as possible*, and for no note. */
      today: shapes.date(),
      nothing: shapes.text(),
    }),
    existing: z.object({
      number: shapes.text(),
      unit: shapes.label(),
      proposed: shapes.quantity(),
      approved: shapes.quantity(),
      promised: shapes.quantity(),
      received: shapes.quantity(),
      lacking: shapes.quantity(),
      state: z.enum(NeedState),
    }),
  },
  reads: true,
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03' },
    package: { key: 'sembako', label: 'Paket sembako' },
  },
  async run({ place: placeId, package: packageKey }, { records, now }) {
    const programme = await currentProgramme(records, now);
    const row = programme && (await standingNeed(records, placeId, packageKey, programme.id));
    if (!row) {
      const today = writtenDay(dayInJakarta(now));
      return { end: 'free', gives: { today, nothing: '' } };
    }
    const { unit } = (await packageWords(records, [packageKey]))(packageKey);
    const figures = figuresOf(row);
    return {
      end: 'existing',
      gives: {
        number: row.number,
        unit,
        proposed: Number(row.wanted ?? row.proposed),
        approved: figures.approved,
        promised: figures.allocated,
        received: figures.received,
        lacking: lacking(figures),
        state: row.state,
      },
    };
  },
});

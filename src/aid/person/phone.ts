import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

/** Two people may give the same number: it is no proof that they are one. */
export const phone = defineAction({
  name: 'person.phone',
  says: 'Keeps the phone number, which is shown only to whom a promise connects with.',
  needs: z.object({ phone: shapes.phone() }),
  ends: {
    stored: z.object({ phone: shapes.phone() }),
    /** Has not agreed to be known. */
    unregistered: z.object({}),
  },
  example: { phone: '+6281200000012' },
  async run({ phone }, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    const { seal, hash } = records.secrets;
    await records.db.person.update({
      where: { id: person.id },
      data: { phone: seal(phone), phoneHash: hash(phone) },
    });
    return { end: 'stored', gives: { phone } };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { speakerOf } from './records.ts';

export async function keepPhone(
  { db, secrets }: Records,
  person: string,
  phone: string,
): Promise<void> {
  const { seal, hash } = secrets;
  await db.person.update({
    where: { id: person },
    data: { phone: seal(phone), phoneHash: hash(phone) },
  });
}

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
    await keepPhone(records, person.id, phone);
    return { end: 'stored', gives: { phone } };
  },
});

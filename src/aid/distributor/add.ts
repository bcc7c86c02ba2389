import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { adminAt } from '../season/admin.ts';
import { keyOf } from '../season/rules.ts';
import { addDistributor } from './records.ts';

export const add = defineAction({
  name: 'distributor.add',
  says: 'An admin adds a distributor with its PUB permit; donors may choose it from now on.',
  needs: z.object({
    name: z.string().min(2).max(80),
    permit: z.string().min(2).max(60),
    until: shapes.date(),
    contact: z.string().min(2).max(60),
    phone: shapes.phone(),
  }),
  ends: {
    added: z.object({}),
    /** Another one is called so, or was. */
    taken: z.object({}),
    /** Its permit is over. */
    expired: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: {
    name: 'Yayasan Contoh',
    permit: 'PUB-CONTOH/001/2026',
    until: '2027-06-30',
    contact: 'Bu Lestari',
    phone: '+6281200000031',
  },
  async run({ name, permit, until, contact, phone }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const key = keyOf(name);
    if (key === '') return { end: 'taken', gives: {} };
    const details = {
      name: name.trim(),
      permitNumber: permit.trim(),
      permitEndsOn: new Date(until),
      contactName: contact.trim(),
      contactPhone: phone,
    };
    return { end: await addDistributor(records, key, details, { actor, now }), gives: {} };
  },
});

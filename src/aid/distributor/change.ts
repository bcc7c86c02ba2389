import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { adminAt } from '../season/admin.ts';
import { changeDistributor } from './records.ts';

export const change = defineAction({
  name: 'distributor.change',
  says: 'An admin changes the permit or the contact of a distributor.',
  needs: z.object({
    distributor: chosen(),
    permit: z.string().min(2).max(60).optional(),
    until: shapes.date().optional(),
    contact: z.string().min(2).max(60).optional(),
    phone: shapes.phone().optional(),
    /** The version that they were shown. */
    seen: shapes.text(),
  }),
  ends: {
    changed: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    /** The permit would be over. */
    expired: z.object({}),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { distributor: 'penyalur-contoh-1', until: '2027-12-31', seen: '0' },
  async run({ distributor, permit, until, contact, phone, seen }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const wanted = {
      permitNumber: permit?.trim(),
      permitEndsOn: until === undefined ? undefined : new Date(until),
      contactName: contact?.trim(),
      contactPhone: phone,
    };
    const change = { actor, seen, now };
    return { end: await changeDistributor(records, distributor, wanted, change), gives: {} };
  },
});

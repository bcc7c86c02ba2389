import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { adminAt } from '../season/admin.ts';
import { changeDistributor } from './records.ts';

export const end = defineAction({
  name: 'distributor.end',
  says: 'An admin takes a distributor off the list; what it was entrusted with it still brings.',
  needs: z.object({ distributor: chosen(), seen: shapes.text() }),
  ends: {
    ended: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { distributor: 'penyalur-contoh-1', seen: '0' },
  async run({ distributor, seen }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const wanted = { active: false };
    const ended = await changeDistributor(records, distributor, wanted, { actor, seen, now });
    if (ended === 'changed') return { end: 'ended', gives: {} };
    return { end: ended === 'moved' ? 'moved' : 'gone', gives: {} };
  },
});

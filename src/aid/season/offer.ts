import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { adminAt } from './admin.ts';
import { changeField, changePackage } from './given.ts';

export const offer = defineAction({
  name: 'season.offer',
  says: 'An admin switches a package or a whole field off or on; what was promised and asked for is finished.',
  needs: z.object({
    /** A package, else the field itself. */
    package: chosen().optional(),
    field: chosen(),
    offered: chosen().pipe(z.enum(['open', 'shut'])),
    /** The version that they were shown. */
    seen: shapes.text(),
  }),
  ends: {
    on: z.object({}),
    off: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { field: 'pangan', package: 'lebaran', offered: 'shut', seen: '0' },
  async run({ package: packageKey, field, offered, seen }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const wanted = { active: offered === 'open' };
    const change = { actor, seen, now };
    const end =
      packageKey === undefined
        ? await changeField(records, field, wanted, change)
        : await changePackage(records, packageKey, wanted, change);
    if (end === 'taken') throw new Error('Nothing is called otherwise here.');
    if (end !== 'changed') return { end, gives: {} };
    return { end: offered === 'open' ? 'on' : 'off', gives: {} };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { retention } from '../../store/retention.ts';
import { defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { holderAt } from '../person/holder.ts';
import { endLiving } from './ending.ts';
import { livingOf } from './living.ts';

/**
 * Takes the consent back: announcements stop at once, and nothing new is kept. Without it nobody could say *sudah* or *terima* any
 * more, so what they are part of ends too, and the other side is told.
 */
export const withdraw = defineAction({
  name: 'data.withdraw',
  says: 'Takes the consent back: announcements stop, nothing new is kept, what the person is part of ends.',
  needs: z.object({}),
  ends: {
    withdrawn: z.object({ kept: shapes.label() }),
    /** They have not agreed, or have taken it back already. */
    none: z.object({}),
    'last-admin': z.object({}),
  },
  example: {},
  async run(_, { records, chat, now }) {
    const { db } = records;
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'none', gives: {} };
    const { ids } = holder;
    await db.$queryRaw`SELECT 1 FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    const living = await livingOf(records, ids, now);
    if (living.roles.some(({ isLastAdmin }) => isLastAdmin))
      return { end: 'last-admin', gives: {} };
    const { count } = await db.consent.updateMany({
      where: { personId: { in: ids }, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    if (count === 0) return { end: 'none', gives: {} };
    await endLiving(records, living, { holder, now });
    await db.person.updateMany({
      where: { id: { in: ids }, quietAt: null },
      data: { quietAt: now },
    });
    await audit(records, {
      actor: { as: 'system', person: holder.id },
      what: 'person.consent-withdrawn',
      on: { kind: 'person', id: holder.id },
      at: now,
    });
    return { end: 'withdrawn', gives: { kept: retention.withdrawn.words } };
  },
});

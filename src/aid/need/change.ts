import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { raiseNeed } from './case.ts';
import { about, aboutOf, example, ownLiving } from './own.ts';
import { askedFor, floorOf } from './rules.ts';
import { keepVersion } from './version.ts';

/**
 * Asks for another quantity. What is not decided yet changes as it waits; what is approved stays so until an officer
 * has assessed the change, and what is promised and received stays in any case.
 */
export const change = defineAction({
  name: 'need.change',
  says: 'The head asks for another quantity; an officer assesses it, and what is promised stays.',
  needs: z.object({ need: chosen(), amount: shapes.quantity().min(1) }),
  ends: {
    /** Not decided yet: the officer now reads this quantity. */
    changed: about.extend({ amount: shapes.quantity(), before: shapes.quantity() }),
    /** Approved: the change waits for the officer, and so much stands until then. */
    waits: about.extend({ amount: shapes.quantity(), approved: shapes.quantity() }),
    /** It is the quantity that stands. */
    same: about.extend({ amount: shapes.quantity() }),
    /** So much is promised and received already: less cannot be asked for. */
    'too-low': about.extend({ kept: shapes.quantity() }),
    /** Not theirs, or over. */
    unknown: z.object({}),
  },
  example: { need: example, amount: 200 },
  async run({ need: number, amount }, { records, chat, now }) {
    const own = await ownLiving(records, number, { chat, now });
    if (!own) return { end: 'unknown', gives: {} };
    const { need, head } = own;
    const told = { ...aboutOf(need), amount };
    const before = askedFor(need);
    const isNew = need.state === 'proposed';
    const stands = isNew || need.wanted !== undefined ? before : need.approved;
    if (amount === stands) return { end: 'same', gives: told };
    const kept = floorOf(need);
    if (amount < kept) return { end: 'too-low', gives: { ...aboutOf(need), kept } };
    // Back to what is approved: nothing is left to assess.
    const isBack = !isNew && amount === need.approved;
    const waitsSince = isBack ? null : now;
    await records.db.need.update({
      where: { id: need.id },
      data: isNew
        ? { proposed: amount, waitsSince, askedAt: null }
        : { wanted: isBack ? null : amount, waitsSince, askedAt: null },
    });
    const actor = { as: 'head', person: head.id } as const;
    const { state, approved } = need;
    const made = { did: 'changed', state, proposed: amount, approved, actor, now } as const;
    const version = await keepVersion(records, need, made);
    await audit(records, {
      actor,
      what: 'need.changed',
      on: { kind: 'need', id: need.id },
      at: now,
      detail: { before, amount },
    });
    if (!isBack) await raiseNeed(records, need.number, { version, now });
    if (isNew) return { end: 'changed', gives: { ...told, before } };
    if (isBack) return { end: 'same', gives: told };
    return { end: 'waits', gives: { ...told, approved } };
  },
});

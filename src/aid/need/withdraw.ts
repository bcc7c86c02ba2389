import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { about, aboutOf, example, ownLiving } from './own.ts';
import { askedFor, lacking } from './rules.ts';
import { keepVersion } from './version.ts';

/**
 * Takes a request back. The rest closes to donors; what is promised stays and can still be received, so nobody
 * who promised is told that it is cancelled.
 */
export const withdraw = defineAction({
  name: 'need.withdraw',
  says: 'The head takes a request back; what is promised stays, and nothing more is offered.',
  needs: z.object({ need: chosen() }),
  ends: {
    withdrawn: about,
    /** So much is promised and still comes. */
    partly: about.extend({ promised: shapes.quantity() }),
    /** Not theirs, over, or all of it has come. */
    unknown: z.object({}),
  },
  example: { need: example },
  async run({ need: number }, { records, chat, now }) {
    const own = await ownLiving(records, number, { chat, now });
    if (!own || own.need.state === 'met') return { end: 'unknown', gives: {} };
    const { need, head } = own;
    const closed = need.state === 'open' ? lacking(need) : askedFor(need);
    await records.db.need.update({
      where: { id: need.id },
      data: { state: 'withdrawn', wanted: null, waitsSince: null, askedAt: null },
    });
    const actor = { as: 'head', person: head.id } as const;
    await keepVersion(records, need, {
      did: 'withdrawn',
      state: 'withdrawn',
      proposed: askedFor(need),
      approved: need.approved,
      actor,
      now,
    });
    await audit(records, {
      actor,
      what: 'need.withdrawn',
      on: { kind: 'need', id: need.id },
      at: now,
      detail: { closed, promised: need.allocated },
    });
    const told = aboutOf(need);
    return need.allocated > 0
      ? { end: 'partly', gives: { ...told, promised: need.allocated } }
      : { end: 'withdrawn', gives: told };
  },
});

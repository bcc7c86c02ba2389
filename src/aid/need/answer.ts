import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { raiseNeed } from './case.ts';
import { about, aboutOf, example, ownLiving } from './own.ts';
import { askedFor } from './rules.ts';
import { keepVersion } from './version.ts';

/** Answers what the officer asked: the request returns to the queue, with the answer in its history. */
export const answer = defineAction({
  name: 'need.answer',
  says: 'The head answers what an officer asked about a request; it returns to the queue.',
  needs: z.object({ need: chosen(), words: z.string().min(1).max(500) }),
  ends: {
    answered: about,
    /** Not theirs, or nothing is asked any more. */
    unknown: z.object({}),
  },
  example: { need: example, words: 'Ya, yang rumahnya terendam.' },
  async run({ need: number, words }, { records, chat, now }) {
    const own = await ownLiving(records, number, { chat, now });
    if (!own?.need.askedAt) return { end: 'unknown', gives: {} };
    const { need, head } = own;
    await records.db.need.update({
      where: { id: need.id },
      data: { askedAt: null, waitsSince: now },
    });
    const actor = { as: 'head', person: head.id } as const;
    const version = await keepVersion(records, need, {
      did: 'answered',
      state: need.state,
      proposed: askedFor(need),
      approved: need.approved,
      words,
      actor,
      now,
    });
    const on = { kind: 'need', id: need.id };
    await audit(records, { actor, what: 'need.answered', on, at: now });
    await raiseNeed(records, need.number, { version, now, answer: words });
    return { end: 'answered', gives: aboutOf(need) };
  },
});

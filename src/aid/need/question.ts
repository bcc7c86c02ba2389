import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { movedBy, openCase, undecided } from './case.ts';
import { askedFor } from './rules.ts';
import { tellHead } from './told.ts';
import { keepVersion } from './version.ts';

/** Asks the head back. The request waits for the answer, and then returns to the queue of the officers. */
export const question = defineAction({
  name: 'need.question',
  says: 'An officer asks the head something about a request; the answer brings it back to the queue.',
  needs: z.object({
    need: chosen(),
    /** The version that was read. */
    version: z.int(),
    words: z.string().min(1).max(300),
  }),
  ends: {
    sent: z.object({ number: shapes.text(), place: shapes.text() }),
    ...undecided,
  },
  example: {
    need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
    version: 1,
    words: 'Apakah 145 KK itu yang terdampak banjir?',
  },
  async run({ need: number, version, words }, { records, chat, now }) {
    const opened = await openCase(records, number, { chat, now });
    if ('end' in opened) return opened;
    const { need, actor } = opened;
    if (!need.waitsSince || need.version !== version) return movedBy(records, need);
    await records.db.need.update({ where: { id: need.id }, data: { askedAt: now } });
    const id = await keepVersion(records, need, {
      did: 'questioned',
      state: need.state,
      proposed: askedFor(need),
      approved: need.approved,
      words,
      actor,
      now,
    });
    const on = { kind: 'need', id: need.id };
    await audit(records, { actor, what: 'need.questioned', on, at: now });
    await tellHead(records, need, { version: id, notice: 'need-question', args: { words }, now });
    return { end: 'sent', gives: { number: need.number, place: need.place } };
  },
});

import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { heldInquiry } from './look.ts';
import { longest } from './rules.ts';

/** Two officers at one question: the first answer is told, the second is not. */
export const answer = defineAction({
  name: 'inquiry.answer',
  says: 'Answers a question; who asked reads it in their chat.',
  needs: z.object({ inquiry: chosen(), text: z.string().min(2).max(longest) }),
  ends: {
    answered: z.object({}),
    /** Somebody else answered it. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  example: {
    inquiry: { key: '019ab000-0000-7000-8000-000000000009', label: 'Bu Ani' },
    text: 'Dicek hari ini, Bu.',
  },
  async run({ inquiry: id, text }, { records, chat, now }) {
    const held = await heldInquiry(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    const { row, desk, as } = held;
    if (row.answeredAt) return { end: 'already', gives: {} };
    await records.db.inquiry.update({
      where: { id },
      data: { answer: records.secrets.seal(text), answeredAt: now, answeredById: desk.person.id },
    });
    const actor = { as, person: desk.person.id };
    await audit(records, { actor, what: 'inquiry.answered', on: { kind: 'inquiry', id }, at: now });
    await records.notify({
      cause: { kind: 'inquiry', id },
      person: row.personId,
      part: 1,
      notice: 'inquiry-answered',
      args: { question: records.secrets.open(row.question), answer: text },
    });
    return { end: 'answered', gives: {} };
  },
});

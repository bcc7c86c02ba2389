import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { raiseInquiry, withAsker } from './cases.ts';
import { longest, shortest } from './rules.ts';

/** The asker reads the answer in the chat, and the officer never reads a number to call. */
export const ask = defineAction({
  name: 'inquiry.ask',
  says: 'Passes a question to the officers of a field or kelurahan, or to the admins.',
  needs: z.object({
    text: z.string().min(shortest).max(longest),
    field: chosen().optional(),
    place: shapes.place().optional(),
  }),
  ends: {
    sent: z.object({}),
    /** Has not agreed to be known: there is nobody to answer to. */
    unregistered: z.object({}),
  },
  creates: true,
  example: { text: 'Kapan permintaan RW 03 dicek', field: { key: 'pangan', label: 'Pangan' } },
  async run({ text, field, place }, { records, chat, question: asked, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    const made = await records.db.inquiry.createManyAndReturn({
      data: {
        personId: person.id,
        fieldKey: field ?? null,
        areaCode: field === undefined ? (place?.kelurahan ?? null) : null,
        question: records.secrets.seal(text),
        askedAt: now,
        chat,
        asked,
      },
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of made) {
      const row = await records.db.inquiry.findUniqueOrThrow({ where: { id }, include: withAsker });
      await raiseInquiry(records, row, now);
    }
    return { end: 'sent', gives: {} };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { forWhom } from './records.ts';
import { footerOf, isGenuine, numberIn, numberOf } from './rules.ts';

/** Longer than a number alone: somebody has passed on a text. */
const onlyNumber = /^\W*(cek|check|pengumuman|announcement)?\W*p?\s?[-–]?\s?\d{1,6}\W*$/i;

const ours = z.object({
  number: shapes.text(),
  day: shapes.date(),
  whom: shapes.label(),
  /** The newest correction of it: a list of one or none. */
  corrected: z.array(z.object({ number: shapes.text() })),
});

/** By anybody: who doubts a message is right to. No person is in the answer. */
export const check = defineAction({
  name: 'announcement.check',
  says: 'Whether a number, or a text that was passed on, is an announcement of the programme: when, and to whom.',
  needs: z.object({ said: z.string().max(4096) }),
  ends: {
    /** The number is ours; what it said is not known from a number alone. */
    number: ours,
    /** Number and text are ours. */
    genuine: ours,
    /** The number is ours, and the text is another. */
    altered: ours,
    unknown: z.object({}),
    /** There is no number in it. */
    numberless: z.object({}),
  },
  reads: true,
  example: { said: 'P-118' },
  async run({ said }, { records, now }) {
    const typed = said.trim();
    const isNumber = onlyNumber.test(typed);
    const number = numberIn(typed) ?? (isNumber ? Number(/\d+/.exec(typed)?.[0]) : undefined);
    if (number === undefined) return { end: 'numberless', gives: {} };
    const row = await records.db.announcement.findFirst({
      where: { number, state: { notIn: ['draft', 'scheduled'] }, startsAt: { lte: now } },
      include: {
        corrects: true,
        corrections: {
          where: { state: { notIn: ['draft', 'scheduled', 'stopped'] }, startsAt: { lte: now } },
          orderBy: { number: 'desc' },
          take: 1,
        },
      },
    });
    if (!row) return { end: 'unknown', gives: {} };
    const gives = {
      number: numberOf(row),
      day: writtenDay(dayInJakarta(row.startsAt ?? row.createdAt)),
      whom: await forWhom(records, row),
      corrected: row.corrections.map((correction) => ({ number: numberOf(correction) })),
    };
    if (isNumber) return { end: 'number', gives };
    const first = row.corrects ? numberOf(row.corrects) : undefined;
    const texts = [
      { text: row.textId, language: 'id' as const, first: first && `Ralat ${first}.` },
      { text: row.textEn, language: 'en' as const, first: first && `Correction of ${first}.` },
    ].flatMap(({ text, language, first: line }) =>
      text === null ? [] : [`${line ?? ''} ${text} ${footerOf(numberOf(row), language)}`],
    );
    return texts.some((sent) => isGenuine(sent, typed))
      ? { end: 'genuine', gives }
      : { end: 'altered', gives };
  },
});

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { holderAt } from '../person/holder.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { type Compared, compare } from './filled.ts';
import { isPassOn } from './genuine.ts';
import { findNumbered, forWhom, type Row } from './records.ts';
import { footerOf, numberOf, numbersIn } from './rules.ts';

/** Longer than a number alone: somebody has passed on a text. */
const onlyNumber = /^\W*(cek|check|pengumuman|announcement)?\W*p?\s?[-–]?\s?\d{1,6}\W*$/i;
/** More numbers than any text of ours has are looked up no further. */
const mostNumbers = 5;

const ours = z.object({
  number: shapes.text(),
  day: shapes.date(),
  whom: shapes.label(),
  /** The newest correction of it: a list of one or none. */
  corrected: z.array(z.object({ number: shapes.text() })),
});

const coming = z.array(z.object({ number: shapes.text(), at: shapes.moment() }));

/** By anybody: who doubts a message is right to. No person is in the answer. */
export const check = defineAction({
  name: 'announcement.check',
  says: 'Whether a number, or a text that was passed on, is an announcement of the programme: when, and to whom.',
  needs: z.object({ said: z.string().max(4096) }),
  ends: {
    /** The number is ours; what it said is not known from a number alone. */
    number: ours,
    /** The number is ours, and goes out at that time; lists of one or none: by its number alone, or with a text that nobody has yet. */
    scheduled: z.object({ ours: coming, forged: coming }),
    /** Number and text are ours. */
    genuine: ours,
    /** So they are, but for a name in it: whose it is was compared with nobody's. */
    unnamed: ours,
    /** The number is ours, and the text is another. */
    altered: ours,
    unknown: z.object({}),
    /** There is no number in it. */
    numberless: z.object({}),
  },
  reads: true,
  example: { said: 'P-118' },
  async run({ said }, { records, chat, now }) {
    const typed = said.trim();
    const isNumber = onlyNumber.test(typed);
    const numbers = isNumber ? [Number(/\d+/.exec(typed)?.[0])] : numbersIn(typed);
    if (numbers.length === 0) return { end: 'numberless', gives: {} };
    // A correction names what it corrects above its own number: any of them may be the one.
    const rows: Row[] = [];
    for (const number of numbers.slice(0, mostNumbers)) {
      const row = await findNumbered(records, number);
      if (row && (row.state !== 'stopped' || (await wasTold(records, row.id)))) rows.push(row);
    }
    const told = rows.filter((one) => !isAhead(one, now));
    const genuine = isNumber ? undefined : await genuineOf(records, { rows: told, typed, chat });
    const row = genuine?.row ?? rows[0];
    if (!row) return { end: 'unknown', gives: {} };
    const isBare = isNumber || isPassOn(numberOf(row), typed);
    if (isAhead(row, now)) {
      const one = [{ number: numberOf(row), at: (row.startsAt ?? row.createdAt).toISOString() }];
      return {
        end: 'scheduled',
        gives: isBare ? { ours: one, forged: [] } : { ours: [], forged: one },
      };
    }
    const newest = await newestCorrection(records, row, now);
    const gives = {
      number: numberOf(row),
      day: writtenDay(dayInJakarta(row.startsAt ?? row.createdAt)),
      whom: await forWhom(records, row),
      corrected: newest ? [{ number: numberOf(newest) }] : [],
    };
    if (isBare) return { end: 'number', gives };
    if (!genuine) return { end: 'altered', gives };
    return { end: genuine.as === 'all' ? 'genuine' : 'unnamed', gives };
  },
});

/** The one of them whose text it is, if any: of two, the one that is so to the last word. */
async function genuineOf(
  records: Records,
  { rows, typed, chat }: { rows: Row[]; typed: string; chat: string },
): Promise<{ row: Row; as: Compared } | undefined> {
  const asker = (await holderAt(records, chat))?.called;
  let found: { row: Row; as: Compared } | undefined;
  for (const row of rows) {
    for (const sent of textsOf(row)) {
      const text = { sent, audience: row.audience, passedOn: typed };
      const as = await compare(records, text, asker);
      if (as === 'all') return { row, as };
      if (as) found ??= { row, as };
    }
  }
  return found;
}

/** Nobody has it yet, for its time has not come; it may have been paused meanwhile. */
const isAhead = ({ state, startsAt }: Row, now: Date): boolean =>
  state === 'scheduled' || (state === 'paused' && startsAt !== null && startsAt > now);

/** How it read, in each language that it was sent in. */
function textsOf(row: Row): string[] {
  const first = row.corrects && numberOf(row.corrects);
  return [
    { text: row.textId, language: 'id' as const, line: first && `Ralat ${first}.` },
    { text: row.textEn, language: 'en' as const, line: first && `Correction of ${first}.` },
  ].flatMap(({ text, language, line }) =>
    text === null ? [] : [`${line ?? ''} ${text} ${footerOf(numberOf(row), language)}`],
  );
}

/** Whether anybody has it: what was stopped before is no announcement of ours. */
const wasTold = async ({ db }: Records, announcementId: string): Promise<boolean> =>
  (await db.recipient.findFirst({
    where: { announcementId, state: { in: ['sent', 'uncertain', 'sending'] } },
    select: { id: true },
  })) !== null;

/** A correction may have been corrected as well: the last of the chain counts. */
async function newestCorrection(
  records: Records,
  row: { id: string },
  now: Date,
): Promise<{ id: string; number: number } | undefined> {
  const corrections = await records.db.announcement.findMany({
    where: {
      correctsId: row.id,
      state: { notIn: ['draft', 'scheduled'] },
      startsAt: { lte: now },
    },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, state: true },
  });
  for (const one of corrections) {
    const isCut = one.state === 'stopped' || one.state === 'paused';
    if (isCut && !(await wasTold(records, one.id))) continue;
    return (await newestCorrection(records, one, now)) ?? one;
  }
  return undefined;
}

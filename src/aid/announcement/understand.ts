import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { deskOf } from '../staff/desk.ts';
import { channelsOf, countOf, reachedOf } from './audience.ts';
import { findNumbered } from './records.ts';
import { audienceShape, exampleText, numberIn, numberOf, placeholdersOf } from './rules.ts';
import { readAudience } from './understood.ts';

export const understand = defineAction({
  name: 'announcement.understand',
  says: 'For whom an announcement is to be, as an admin typed it: in words, and how many it reaches by channel.',
  needs: z.object({
    said: z.union([z.string().max(200), shapes.choice()]),
    /** Which of several areas of that name was meant. */
    area: chosen().optional(),
  }),
  ends: {
    understood: z.object({
      audience: audienceShape,
      title: shapes.label(),
      all: shapes.quantity(),
      reached: shapes.quantity(),
      channels: shapes.label(),
      skipped: shapes.quantity(),
      quiet: shapes.quantity(),
      unreachable: shapes.quantity(),
      /** `{nama}, {rw}, {kelurahan}` */
      placeholders: shapes.text(),
      example: shapes.text(),
      /** Of a correction: which one it corrects, and how that one read. */
      corrects: shapes.text().optional(),
      old: z.array(z.object({ text: shapes.marked() })),
    }),
    several: z.object({}),
    unclear: z.object({ rest: shapes.text() }),
    /** Of a correction: there is none of that number. */
    missing: z.object({ number: shapes.text() }),
    /** Of a correction: not everybody who is to have the first one has it, so it is stopped, or waited for. */
    going: z.object({ number: shapes.text() }),
    /** Understood, and it reaches nobody. */
    nobody: z.object({ title: shapes.label(), all: shapes.quantity() }),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { said: 'ketua rw jaktim' },
  async run({ said, area }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const words = typeof said === 'string' ? said : wordsOf(said);
    const number = correctedIn(words);
    const corrects = number === undefined ? null : await findNumbered(records, number);
    if (number !== undefined && !corrects)
      return { end: 'missing', gives: { number: numberOf({ number }) } };
    if (corrects && corrects.state !== 'done' && corrects.state !== 'stopped')
      return { end: 'going', gives: { number: numberOf(corrects) } };
    const read = corrects ? corrected(corrects) : await readAudience(records, words, area);
    if (read.is === 'several') return { end: 'several', gives: {} };
    if (read.is === 'unclear') return { end: 'unclear', gives: { rest: read.rest } };
    const { audience, title } = read;
    const count = await countOf(records, audience, now);
    const reached = reachedOf(count);
    if (reached === 0) return { end: 'nobody', gives: { title, all: count.all } };
    const { all, quiet, unreachable } = count;
    const gives = {
      audience,
      title,
      all,
      reached,
      channels: channelsOf(count),
      skipped: all - reached,
      quiet,
      unreachable,
      placeholders: placeholdersOf(audience.who)
        .map((name) => `{${name}}`)
        .join(', '),
      example: exampleText,
      ...(corrects && { corrects: numberOf(corrects) }),
      old: corrects ? [{ text: corrects.textId }] : [],
    };
    return { end: 'understood', gives };
  },
});

export const areas = defineAction({
  name: 'announcement.areas',
  says: 'The areas and fields that an audience can mean, where it names one of several.',
  needs: z.object({ said: z.union([z.string().max(200), shapes.choice()]) }),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: { said: 'ketua rw pulo gadung' },
  async run({ said }, { records }) {
    const read = await readAudience(records, typeof said === 'string' ? said : wordsOf(said));
    return read.is === 'several'
      ? { end: 'list', gives: { items: read.items } }
      : { end: 'none', gives: {} };
  },
});

/** `P-118`, or `ralat 118`: the announcement that is to be corrected. */
function correctedIn(said: string): number | undefined {
  const bare = /^\W*(?:ralat|correct\w*)\W*(\d{1,6})\W*$/i.exec(said)?.[1];
  if (bare !== undefined) return Number(bare);
  return /^\W*(ralat|correct\w*)?\W*p\W?\d+\W*$/i.test(said) ? numberIn(said) : undefined;
}

/** Exactly those who got it, named as it named them. */
function corrected(row: { id: string; number: number; audience: unknown }) {
  const audience = { ...audienceShape.parse(row.audience), corrects: row.id };
  const number = numberOf(row);
  const title = { id: `Yang menerima ${number}`, en: `Those who got ${number}` };
  return { is: 'understood', audience, title } as const;
}

/** *Ketua RW* was tapped: as if it had been typed. */
const wordsOf = ({ label }: z.infer<ReturnType<typeof shapes.choice>>): string =>
  typeof label === 'string' ? label : label.id;

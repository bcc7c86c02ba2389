import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { wasSent } from './cases.ts';
import { kept, keptOf, keptWithoutLetter, keptWithoutLetterOf, withPlace } from './kept.ts';
import { livingHead } from './records.ts';
import { kindWords, officerLabel } from './rules.ts';

const beside = {
  officer: shapes.label(),
  /** The letter that proves it, and since when its officer has the registration. */
  letter: shapes.label(),
  sent: shapes.moment(),
};
const checked = kept.extend(beside);

/** The claim that was sent last stands before the office that a person holds. */
export const standing = defineAction({
  name: 'place.standing',
  says: 'How it stands with what the person has registered, and what they answered then.',
  needs: z.object({}),
  ends: {
    /** Is being checked. */
    waiting: checked,
    /** The officer has asked for something. */
    asked: checked.extend({ reason: shapes.text() }),
    /** Waits for the number and date of the letter, which are to come. */
    letterless: keptWithoutLetter.extend({
      ...beside,
      /** A list of one or none: what an officer has asked for beside it, or refused it for. */
      asks: z.array(z.object({ words: shapes.text() })),
    }),
    refused: checked.extend({ reason: shapes.text(), remedy: shapes.text() }),
    /** Heads a place, checked and in their term. */
    heads: checked,
    /** Headed a place until the letter ended, and nobody else has since. */
    over: checked,
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const row =
      (await newestOf(records, person.id, claimed)) ??
      (await newestOf(records, person.id, livingHead(now))) ??
      (await endedOffice(records, person.id, now));
    if (!row) return { end: 'none', gives: {} };
    const { kind, kelurahan } = row.place;
    const reason = row.reason ?? '';
    const said = {
      officer: officerLabel(kind, kelurahan.name),
      letter: kindWords[kind].letter,
      sent: row.claimedAt.toISOString(),
    };
    if (row.letterLater) {
      const answers = keptWithoutLetterOf(records, row);
      const words = [reason, row.remedy ?? ''].filter((part) => part !== '').join('. ');
      const asks = words === '' ? [] : [{ words }];
      return answers
        ? { end: 'letterless', gives: { ...answers, ...said, asks } }
        : { end: 'none', gives: {} };
    }
    const answers = keptOf(records, row);
    if (!answers) return { end: 'none', gives: {} };
    const gives = { ...answers, ...said };
    if (row.state === 'ended') return { end: 'over', gives };
    if (row.state === 'verified') return { end: isOver(row, now) ? 'over' : 'heads', gives };
    if (row.state === 'refused')
      return { end: 'refused', gives: { ...gives, reason, remedy: row.remedy ?? '' } };
    return row.askedAt ? { end: 'asked', gives: { ...gives, reason } } : { end: 'waiting', gives };
  },
});

const claimed: Prisma.HeadshipWhereInput = {
  state: { in: ['claimed', 'refused'] },
  ...wasSent,
};

const newestOf = ({ db }: Records, personId: string, where: Prisma.HeadshipWhereInput) =>
  db.headship.findFirst({
    where: { personId, role: 'head', ...where },
    orderBy: [{ claimedAt: 'desc' }, { id: 'desc' }],
    include: withPlace,
  });

const isOver = ({ termEndsOn }: { termEndsOn: Date | null }, now: Date): boolean =>
  termEndsOn !== null && termEndsOn < dayInJakarta(now);

/** An office that ended with its letter; one that was handed over to another is no longer theirs to renew. */
async function endedOffice(records: Records, personId: string, now: Date) {
  const row = await newestOf(records, personId, {
    state: { in: ['ended', 'verified'] },
    verifiedAt: { not: null },
    termEndsOn: { lt: dayInJakarta(now) },
  });
  const isHeld =
    row &&
    (await records.db.headship.count({
      where: { placeId: row.placeId, verifiedAt: { gt: row.verifiedAt ?? now } },
    })) > 0;
  return isHeld ? null : row;
}

import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { awaitPhoto, receiveMedia, sentFile } from '../media/records.ts';
import { contactOf } from '../person/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { raiseClaim } from './cases.ts';
import { addressColumns, claimId } from './kept.ts';
import { identityOf, lockedPlace, naming } from './known.ts';
import { labelOfPlace, withKelurahan } from './records.ts';
import { officerLabel } from './rules.ts';
import { notTaken, whyNotTaken } from './taken.ts';

const needs = z.object({
  ...naming,
  /** KK of an RW; of a panti or pesantren how many live there, and nothing else of them. */
  households: shapes.quantity().min(1),
  /** Of the letter that makes them head; both absent where it is still to come. */
  number: z.string().min(1).max(60).optional(),
  dated: shapes.date().optional(),
  /** The last day of the term; of a letter without an end nothing. */
  ends: shapes.date().optional(),
  address: shapes.address(),
  photo: z.union([sentFile(), z.literal('later')]).optional(),
  /** The claim that is corrected and sent again. */
  claim: claimId().optional(),
});
type Needs = z.output<typeof needs>;

/** The claim to head a place, for an officer to check; said again, it is the same claim, corrected. */
export const register = defineAction({
  name: 'place.register',
  says: 'Registers a place and who says that they head it; an officer checks it.',
  needs,
  ends: {
    sent: z.object({ place: shapes.text(), officer: shapes.label() }),
    /** The term is over, or the letter is of a day to come. */
    over: z.object({}),
    /** A kelurahan alone, an RW that cannot be, a panti without a name. */
    incomplete: z.object({}),
    ...notTaken,
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    place: { kelurahan: '31.75.02.1001', rw: 3, label: 'RW 03 Pulo Gadung' },
    households: 820,
    number: '45 Tahun 2024',
    dated: '2024-03-12',
    ends: '2029-03-12',
    address: { label: 'Pos RW, Jl. Contoh 3' },
  },
  async run(needs, context) {
    const { records, chat, now } = context;
    const made = await madeHere(context);
    if (made) return { end: 'sent', gives: made };
    const person = await contactOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    const identity = await identityOf(records, needs);
    if (!identity) return { end: 'incomplete', gives: {} };
    const today = dayInJakarta(now);
    const isOver = needs.ends !== undefined && new Date(needs.ends) < today;
    const isAhead = needs.dated !== undefined && new Date(needs.dated) > today;
    if (isOver || isAhead) return { end: 'over', gives: {} };

    const place = await lockedPlace(records, identity, now);
    // The same answer, taken twice at once, waited for that lock.
    const madeMeanwhile = await madeHere(context);
    if (madeMeanwhile) return { end: 'sent', gives: madeMeanwhile };
    // Correcting what was sent, or sending a new letter, goes on.
    const isTheirs = await records.db.headship.count({
      where: { placeId: place.id, personId: person.id },
    });
    const refused = isTheirs ? undefined : await whyNotTaken(records, person.id, now);
    if (refused) return refused;
    await letGo(context, { claim: needs.claim, person: person.id, placeId: place.id });
    const headship = await keep(context, needs, { person: person.id, placeId: place.id });
    await takePhoto(context, needs, { ...headship, person: person.id });
    await raiseClaim(records, headship.id, now);
    return { end: 'sent', gives: named(place) };
  },
});

type Context = ActionContext<Records>;
type PlaceRow = Parameters<typeof labelOfPlace>[0] & { kind: 'rw' | 'panti' | 'pesantren' };

const named = (place: PlaceRow) => ({
  place: labelOfPlace(place),
  officer: officerLabel(place.kind, place.kelurahan.name),
});

/** What this very answer has sent before. */
async function madeHere({ records, chat, question }: Context) {
  const row = await records.db.headship.findUnique({
    where: { chat_question: { chat, question } },
    include: { place: { include: withKelurahan } },
  });
  return row && named(row.place);
}

/** Whoever corrects the place itself claims another one; the claim to the first ends. */
async function letGo(
  { records, now }: Context,
  { claim, person, placeId }: { claim: string | undefined; person: string; placeId: string },
): Promise<void> {
  if (claim === undefined) return;
  await records.db.headship.updateMany({
    where: {
      id: claim,
      personId: person,
      placeId: { not: placeId },
      state: { in: ['claimed', 'refused'] },
    },
    data: { state: 'ended', endedAt: now, askedAt: null },
  });
}

async function keep(
  { records, chat, question, now }: Context,
  needs: Needs,
  { person, placeId }: { person: string; placeId: string },
) {
  const said = {
    state: 'claimed',
    claimedAt: now,
    households: needs.households,
    ...letterOf(records, needs),
    ...addressColumns(records, needs.address),
    // What an officer had asked for stays to be read beside what came.
    askedAt: null,
    askedPhoto: false,
    chat,
    question,
  } as const;
  const select = { id: true, proof: true } as const;
  const earlier = await records.db.headship.findFirst({
    where: { placeId, personId: person, role: 'head', state: { in: ['claimed', 'refused'] } },
  });
  return earlier
    ? records.db.headship.update({ where: { id: earlier.id }, data: said, select })
    : records.db.headship.create({ data: { ...said, placeId, personId: person }, select });
}

/** The number and date of the letter; where they are still to come, the claim waits for them. */
function letterOf({ secrets }: Records, { number, dated, ends }: Needs) {
  const isLater = number === undefined || dated === undefined;
  return {
    letterLater: isLater,
    proofNumber: isLater ? null : secrets.seal(number),
    proofDate: isLater ? null : new Date(dated),
    termStartsOn: isLater ? null : new Date(dated),
    termEndsOn: isLater || ends === undefined ? null : new Date(ends),
  };
}

/** A photo that was sent with the claim before stays; without any, it is awaited. */
async function takePhoto(
  context: Context,
  { photo }: Needs,
  { id, proof, person }: { id: string; proof: string; person: string },
): Promise<void> {
  if (typeof photo === 'object')
    await receiveMedia(context, { whose: { headship: id }, file: photo, by: person });
  else if (proof !== 'given') await awaitPhoto(context.records, { headship: id }, context.now);
}

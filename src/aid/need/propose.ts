import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { NeedState, NeedUrgency } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { contactOf } from '../person/records.ts';
import { headOf, labelOfPlace, lockPlace, withKelurahan } from '../place/records.ts';
import { currentProgramme, givenPackage, holdProgramme } from '../programme/records.ts';
import { raiseNeed } from './case.ts';
import { timeEnd } from './ends.ts';
import { periodOf, usualDuration } from './period.ts';
import { nextNumber, standingNeed } from './records.ts';
import { keepVersion } from './version.ts';

const asked = z.object({ number: shapes.text(), place: shapes.text() });

/** The request of a checked head, for an officer of its field to assess. */
export const propose = defineAction({
  name: 'need.propose',
  says: 'Puts forward what a place needs, by its checked head; an officer of the field assesses it.',
  needs: z.object({
    place: chosen(),
    package: chosen(),
    amount: shapes.quantity().min(1),
    /** How long it is needed; without it, as long as the programme runs. */
    duration: shapes.duration().optional(),
    /** The first day of that; without it, today. */
    from: shapes.date().optional(),
    urgency: chosen().pipe(z.enum(NeedUrgency)).optional(),
    /** Why it cannot wait. */
    why: z.string().min(1).max(300).optional(),
    /** For the officer. */
    note: z.string().max(500).optional(),
  }),
  ends: {
    proposed: asked,
    /** The place has such a request already: open to donors, or waiting for an officer. */
    existing: asked.extend({ state: z.enum(NeedState) }),
    /** Does not head the place, or has not been checked; or how many live there is not known. */
    unverified: z.object({}),
    /** No programme runs now, or the package is no longer given. */
    closed: z.object({}),
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03 Pulo Gadung' },
    package: { key: 'sembako', label: 'Paket sembako' },
    amount: 145,
  },
  async run(needs, context) {
    const { records, chat, now } = context;
    const made = await madeHere(context);
    if (made) return { end: 'proposed', gives: made };
    const person = await contactOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    if (!z.uuid().safeParse(needs.place).success) return { end: 'unverified', gives: {} };
    await holdProgramme(records);
    await lockPlace(records.db, needs.place);
    // The same answer, taken twice at once, waited for that lock.
    const madeMeanwhile = await madeHere(context);
    if (madeMeanwhile) return { end: 'proposed', gives: madeMeanwhile };
    const head = await headOf(records, needs.place, now);
    const row = await records.db.place.findUnique({
      where: { id: needs.place },
      include: withKelurahan,
    });
    if (!row?.households || head?.id !== person.id) return { end: 'unverified', gives: {} };
    const programme = await currentProgramme(records, now);
    const given = await givenPackage(records, needs.package);
    if (!programme || !given) return { end: 'closed', gives: {} };
    const place = labelOfPlace(row);
    const earlier = await standingNeed(records, row.id, needs.package, programme.id);
    if (earlier) {
      const { number, state } = earlier;
      return { end: 'existing', gives: { number, state, place } };
    }
    const number = await keep(context, person.id, {
      ...needs,
      placeId: row.id,
      programmeId: programme.id,
      households: row.households,
    });
    return { end: 'proposed', gives: { number, place } };
  },
});

type Context = ActionContext<Records>;

/** What this very answer has made before. */
async function madeHere({ records, chat, question }: Context) {
  const need = await records.db.need.findUnique({
    where: { chat_question: { chat, question } },
    include: { place: { include: withKelurahan } },
  });
  return need && { number: need.number, place: labelOfPlace(need.place) };
}

interface Wish {
  placeId: string;
  programmeId: string;
  households: bigint;
  package: string;
  amount: number;
  duration?: { days: number } | undefined;
  from?: string | undefined;
  urgency?: NeedUrgency | undefined;
  why?: string | undefined;
  note?: string | undefined;
}

async function keep(context: Context, personId: string, wish: Wish): Promise<string> {
  const { records, chat, question, now } = context;
  const { placeId, programmeId, households, amount, why, note } = wish;
  const number = await nextNumber(records, 'M', now);
  const days = wish.duration?.days ?? (await usualDuration(records, now));
  const period = periodOf({ from: wish.from, days }, now);
  const sealed = (words: string | undefined) => (words ? records.secrets.seal(words) : null);
  const isUrgent = wish.urgency === 'urgent';
  const { id } = await records.db.need.create({
    data: {
      placeId,
      programmeId,
      packageKey: wish.package,
      households,
      number,
      proposed: amount,
      proposedById: personId,
      urgency: isUrgent ? 'urgent' : 'normal',
      urgentWhy: isUrgent ? sealed(why) : null,
      note: sealed(note),
      periodFrom: period.from,
      periodTo: period.to,
      waitsSince: now,
      chat,
      question,
      createdAt: now,
    },
  });
  const actor = { as: 'head', person: personId } as const;
  const first = { did: 'asked', state: 'proposed', proposed: amount, approved: 0 } as const;
  const version = await keepVersion(records, { id }, { ...first, actor, now });
  await timeEnd(records, { id, periodTo: period.to });
  const on = { kind: 'need', id };
  await audit(records, { actor, what: 'need.asked', on, at: now, detail: { amount } });
  await raiseNeed(records, number, { version, now });
  return number;
}

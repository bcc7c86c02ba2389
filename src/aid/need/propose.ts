import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { NeedState } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { contactOf } from '../person/records.ts';
import { labelOfPlace, livingHead, lockPlace, withKelurahan } from '../place/records.ts';
import { currentProgramme } from '../programme/records.ts';
import { nextNumber } from './records.ts';

const asked = z.object({ number: shapes.text(), place: shapes.text() });

/** The request of a place's own head, whom an officer has checked, for the SKPD's officer to assess. */
export const propose = defineAction({
  name: 'need.propose',
  says: 'Puts forward what a place needs, for an officer to assess.',
  needs: z.object({
    /** A place that the person heads, by its id. */
    place: chosen(),
    package: chosen(),
    amount: shapes.quantity().min(1),
  }),
  ends: {
    proposed: asked,
    /** The place has such a request already: open to donors, or this person's own that waits. */
    existing: asked.extend({ state: z.enum(NeedState) }),
    /** Does not head the place, or is not checked yet: asks once they have registered and an officer has. */
    unverified: z.object({}),
    /** No programme runs now, or the package is no longer given. */
    closed: z.object({}),
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000001', label: 'RW 03 Pulo Gadung' },
    package: { key: 'sembako', label: 'Paket sembako' },
    amount: 145,
  },
  async run(needs, context) {
    const { records, chat, now } = context;
    const made = await madeHere(context);
    if (made) return { end: 'proposed', gives: made };
    const person = await contactOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    const programme = await currentProgramme(records, now);
    if (!programme || !(await isGiven(records, needs.package))) return { end: 'closed', gives: {} };
    const row = await headed(records, needs.place, { person: person.id, now });
    if (!row) return { end: 'unverified', gives: {} };
    const place = labelOfPlace(row);
    // The same answer, taken twice at once, waited for that lock.
    const madeMeanwhile = await madeHere(context);
    if (madeMeanwhile) return { end: 'proposed', gives: madeMeanwhile };
    const wish = { placeId: row.id, packageKey: needs.package, programmeId: programme.id };
    const earlier = await standing(records, wish, person.id);
    if (earlier) return { end: 'existing', gives: { ...earlier, place } };

    const number = await keep(context, person.id, {
      ...wish,
      proposed: needs.amount,
      households: Number(row.households ?? 1),
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

/** The place, locked, where this person heads it now. */
async function headed({ db }: Records, id: string, { person, now }: { person: string; now: Date }) {
  if (!z.uuid().safeParse(id).success) return undefined;
  await lockPlace(db, id);
  const head = { personId: person, ...livingHead(now) };
  const place = await db.place.findFirst({
    where: { id, headships: { some: head } },
    include: withKelurahan,
  });
  return place ?? undefined;
}

async function isGiven({ db }: Records, key: string): Promise<boolean> {
  return (await db.package.count({ where: { key, active: true } })) === 1;
}

interface Wish {
  placeId: string;
  packageKey: string;
  programmeId: string;
}

async function standing({ db }: Records, wish: Wish, proposedById: string) {
  const need = await db.need.findFirst({
    where: { ...wish, OR: [{ state: 'open' }, { state: 'proposed', proposedById }] },
    orderBy: { createdAt: 'asc' },
  });
  return need && { number: need.number, state: need.state };
}

async function keep(
  { records, chat, question, now }: Context,
  personId: string,
  wish: Wish & { proposed: number; households: number },
): Promise<string> {
  const number = await nextNumber(records, 'M', now);
  await records.db.need.create({
    data: {
      ...wish,
      number,
      proposedById: personId,
      chat,
      question,
      createdAt: now,
      versions: {
        create: {
          version: 1,
          state: 'proposed',
          proposed: wish.proposed,
          approved: 0,
          actorId: personId,
          actedAs: 'head',
          at: now,
        },
      },
    },
  });
  return number;
}

import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { NeedState } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { contactOf } from '../person/records.ts';
import {
  claimHeadship,
  labelOfPlace,
  livingHead,
  lockedRw,
  withKelurahan,
} from '../place/records.ts';
import { currentProgramme } from '../programme/records.ts';
import { nextNumber } from './records.ts';

const asked = z.object({ number: shapes.text(), place: shapes.text() });

/** Makes the place known when it is not, the claim to head it, and the request for an officer to assess. */
export const propose = defineAction({
  name: 'need.propose',
  says: 'Puts forward what a place needs; an officer checks the head and the quantity.',
  needs: z.object({
    place: shapes.place(),
    /** The number of the RW, where the place was given without one. */
    rw: z.int().optional(),
    /** KK of the place. */
    households: shapes.quantity().min(1),
    package: chosen(),
    amount: shapes.quantity().min(1),
  }),
  ends: {
    proposed: asked,
    /** The place has such a request already: open to donors, or this person's own that waits. */
    existing: asked.extend({ state: z.enum(NeedState) }),
    /** Another person is known as its head. */
    taken: z.object({ place: shapes.text() }),
    /** A kelurahan alone, or an RW that cannot be: RW are numbered 1 to 99. */
    'which-rw': z.object({}),
    /** No programme runs now, or the package is no longer given. */
    closed: z.object({}),
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    place: { kelurahan: '31.75.02.1001', rw: 3, label: 'RW 03 Pulo Gadung' },
    households: 820,
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
    const rw = needs.place.rw ?? needs.rw;
    const { kelurahan } = needs.place;
    if (rw === undefined || rw < 1 || rw > 99 || !(await isKelurahan(records, kelurahan))) {
      return { end: 'which-rw', gives: {} };
    }

    const row = await lockedRw(records, { kelurahan, rw, now });
    const place = labelOfPlace(row);
    // The same answer, taken twice at once, waited for that lock.
    const madeMeanwhile = await madeHere(context);
    if (madeMeanwhile) return { end: 'proposed', gives: madeMeanwhile };
    const head = await records.db.headship.findFirst({
      where: { placeId: row.id, ...livingHead(now) },
    });
    if (head && head.personId !== person.id) return { end: 'taken', gives: { place } };
    const wish = { placeId: row.id, packageKey: needs.package, programmeId: programme.id };
    const earlier = await standing(records, wish, person.id);
    if (earlier) return { end: 'existing', gives: { ...earlier, place } };

    await claimHeadship(records, { placeId: row.id, personId: person.id, now });
    const number = await keep(context, person.id, {
      ...wish,
      proposed: needs.amount,
      households: needs.households,
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

async function isKelurahan({ db }: Records, code: string): Promise<boolean> {
  return (await db.region.count({ where: { code, kind: 'kelurahan' } })) === 1;
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

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { AllocationState, type Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { defineAction } from '../action.ts';
import { type Person, speakerOf } from '../person/records.ts';
import { labelOfPlace, livingHead, withKelurahan } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { inOrder, pledgedBy } from './records.ts';
import { living } from './rules.ts';

/** Promises that one can still say something about after their time, for so many days. */
const daysBack = 14;

const item = shapes.choice().extend({
  number: shapes.text(),
  amount: shapes.quantity(),
  unit: shapes.label(),
  place: z.union([shapes.text(), shapes.label()]),
  /** `waiting`: no place has taken it yet. */
  state: z.enum([...Object.values(AllocationState), 'waiting']),
});
const ends = { list: z.object({ items: z.array(item) }), none: z.object({}) };

type Where = Prisma.AllocationWhereInput;

/** Whose promises: the person's own, those of their parties, and those to the places that they head. */
interface Speaker {
  id: string;
  parties: string[];
  places: string[];
}

/** Read first and by itself: with the members and the heads in it, a list took longer to plan (100 ms) than to read. */
async function sidesOf({ db }: Records, { id }: Person, now: Date): Promise<Speaker> {
  const parties = await db.donorMember.findMany({ where: { personId: id, leftAt: null } });
  const places = await db.headship.findMany({ where: { personId: id, ...livingHead(now) } });
  return {
    id,
    parties: parties.map(({ donorId }) => donorId),
    places: places.map(({ placeId }) => placeId),
  };
}

/** Promised by this person, or for a party that they speak for. */
const promisedBy = ({ id, parties }: Speaker): Where => ({
  pledge: { OR: [{ actorId: id }, { donorId: { in: parties } }] },
});
/** Promised to a place that this person heads; where a distributor brings it, no donor contacts the head. */
const promisedTo = ({ places }: Speaker): Where => ({
  pledge: { distributorId: null },
  need: { placeId: { in: places } },
});

/** A list of parts of promises to choose from, the newest first. */
function listing(name: string, says: string, where: (speaker: Speaker, now: Date) => Where) {
  return defineAction({
    name,
    says,
    needs: z.object({}),
    ends,
    reads: true,
    example: {},
    async run(_, { records, chat, now }) {
      const person = await speakerOf(records, chat);
      if (!person) return { end: 'none', gives: {} };
      const items = await itemsWhere(records, where(await sidesOf(records, person, now), now));
      return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
    },
  });
}

async function itemsWhere(records: Records, where: Where): Promise<z.output<typeof item>[]> {
  const rows = await records.db.allocation.findMany({
    where,
    orderBy: inOrder,
    take: 20,
    include: { pledge: true, need: { include: { place: { include: withKelurahan } } } },
  });
  const words = await packageWords(
    records,
    rows.map(({ pledge }) => pledge.packageKey),
  );
  return rows.map(({ id, quantity, state, pledge, need }) => {
    const place = labelOfPlace(need.place);
    const { unit } = words(pledge.packageKey);
    return {
      key: id,
      label: `${pledge.number.slice(-4)} · ${place}`,
      number: pledge.number,
      amount: Number(quantity),
      unit,
      place,
      state,
    };
  });
}

const since = (now: Date) => new Date(now.getTime() - daysBack * 24 * 3600_000);

export const toContact = listing(
  'pledge.to-contact',
  'The promises whose first contact is not on record yet: of a donor, and those to the place of a head.',
  (speaker, now) => ({
    OR: [
      {
        OR: [promisedBy(speaker), promisedTo(speaker)],
        state: { in: ['reserved', 'released'] },
      },
      // The donor has said so; the head may say so too.
      { ...promisedTo(speaker), state: 'contacted', headHeardAt: null },
    ],
    releasedByOfficerAt: null,
    changedAt: { gte: since(now) },
  }),
);

export const saidContacted = listing(
  'pledge.said-contacted',
  'The promises to the place of a head of which a contact is on record.',
  (speaker) => ({ ...promisedTo(speaker), state: 'contacted' }),
);

export const toExtend = listing(
  'pledge.to-extend',
  'The promises of a donor that can have more time, which each can once.',
  (speaker) => ({ ...promisedBy(speaker), state: 'reserved', extendedAt: null }),
);

/** Something of a promise that waits for a place is changed by the pledge itself. */
const unplaced = { id: 'tempat yang masih kami carikan', en: 'a place that is still to be found' };

export const changeable = defineAction({
  name: 'pledge.changeable',
  says: 'The promises of a donor that live, and what of them waits for a place: another date, less, or none.',
  needs: z.object({}),
  ends,
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const where = { pledge: pledgedBy(person.id), state: { in: [...living] } };
    const items = [...(await itemsWhere(records, where)), ...(await waitingOf(records, person.id))];
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});

async function waitingOf(records: Records, person: string): Promise<z.output<typeof item>[]> {
  const rows = await records.db.pledge.findMany({
    where: { ...pledgedBy(person), waiting: { gt: 0 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  const words = await packageWords(
    records,
    rows.map(({ packageKey }) => packageKey),
  );
  return rows.map(({ id, number, waiting, packageKey }) => ({
    key: id,
    label: {
      id: `${number.slice(-4)} · menunggu tempat`,
      en: `${number.slice(-4)} · waiting for a place`,
    },
    number,
    amount: Number(waiting),
    unit: words(packageKey).unit,
    place: unplaced,
    state: 'waiting' as const,
  }));
}

import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { NeedState, type Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { type Person, speakerOf } from '../person/records.ts';
import { headOf, livingHead, placeLabels } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { type LockedNeed, lockedNeed } from './records.ts';
import { exampleOf, isOver, lineLabel } from './rules.ts';

/** A request of a place that this person heads now, held; nobody else's. */
export async function holdOwnNeed(
  records: Records,
  number: string,
  { chat, now }: { chat: string; now: Date },
): Promise<{ need: LockedNeed; head: Person } | undefined> {
  const head = await speakerOf(records, chat);
  const need = head && (await lockedNeed(records, number.toUpperCase()));
  if (!need) return undefined;
  const living = await headOf(records, need.placeId, now);
  return living?.id === head.id ? { need, head } : undefined;
}

/** The same while something can still be changed in it. */
export async function ownLiving(
  records: Records,
  number: string,
  at: { chat: string; now: Date },
): Promise<{ need: LockedNeed; head: Person } | undefined> {
  const own = await holdOwnNeed(records, number, at);
  return own && !isOver(own.need.state) ? own : undefined;
}

/** What is said of a request that was changed. */
export const about = z.object({
  number: shapes.text(),
  place: shapes.text(),
  unit: shapes.label(),
});
export const aboutOf = ({ number, place, unit }: LockedNeed) => ({ number, place, unit });
export const example = { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' };

const item = shapes.choice().extend({
  number: shapes.text(),
  place: shapes.text(),
  unit: shapes.label(),
  /** Asked for now; and what stands, with which a change is compared: what is approved, before that what is asked for. */
  asked: shapes.quantity(),
  stands: shapes.quantity(),
  /** `disetujui 60 dari 80 yang diminta`; before it is decided `diminta 80, belum diputuskan`. */
  standing: shapes.label(),
  /** An answer that could be, for the question after it. */
  example: shapes.quantity(),
  approved: shapes.quantity(),
  /** Promised and received: what stays whatever is changed. */
  kept: shapes.quantity(),
  state: z.enum(NeedState),
  /** The officer's question that waits for an answer; empty where there is none. */
  question: shapes.text(),
  isAsked: z.enum(['yes', 'no']),
});

/** The requests of the places that somebody heads, the newest first. */
function listing(name: string, says: string, where: Prisma.NeedWhereInput) {
  return defineAction({
    name,
    says,
    needs: z.object({}),
    ends: { list: z.object({ items: z.array(item) }), none: z.object({}) },
    reads: true,
    example: {},
    async run(_, { records, chat, now }) {
      const person = await speakerOf(records, chat);
      const items = person ? await itemsOf(records, where, { person, now }) : [];
      return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
    },
  });
}

async function itemsOf(
  records: Records,
  where: Prisma.NeedWhereInput,
  { person, now }: { person: Person; now: Date },
): Promise<z.output<typeof item>[]> {
  const place = { headships: { some: { personId: person.id, ...livingHead(now) } } };
  const rows = await records.db.need.findMany({
    where: { ...where, place },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
    include: {
      versions: { where: { did: 'questioned' }, orderBy: { version: 'desc' }, take: 1 },
    },
  });
  const places = await placeLabels(
    records,
    rows.map(({ placeId }) => placeId),
  );
  const words = await packageWords(
    records,
    rows.map(({ packageKey }) => packageKey),
  );
  return rows.map((row) => {
    const { package: called, unit } = words(row.packageKey);
    const asked = row.askedAt ? row.versions[0]?.words : undefined;
    return {
      key: row.number,
      label: lineLabel(row.number.slice(-4), called, places(row.placeId)),
      number: row.number,
      place: places(row.placeId),
      unit,
      ...standingOf(row),
      approved: Number(row.approved),
      kept: Number(row.allocated + row.received),
      state: row.state,
      question: asked ? records.secrets.open(asked) : '',
      isAsked: asked ? 'yes' : 'no',
    };
  });
}

/** What is approved beside what was asked: a head who reads one of them alone would take it for the other. */
function standingOf(row: Prisma.NeedModel) {
  const [asked, approved] = [Number(row.wanted ?? row.proposed), Number(row.approved)];
  const [n, m] = [writeQuantity(asked), writeQuantity(approved)];
  const isDecided = row.state !== 'proposed';
  const isWaiting = row.wanted !== null;
  const standing = !isDecided
    ? { id: `diminta ${n}, belum diputuskan`, en: `${n} asked for, not decided yet` }
    : isWaiting
      ? {
          id: `disetujui ${m}, minta diubah menjadi ${n}`,
          en: `${m} approved, change to ${n} asked`,
        }
      : { id: `disetujui ${m} dari ${n} yang diminta`, en: `${m} approved of ${n} asked for` };
  const stands = isDecided && !isWaiting ? approved : asked;
  const kept = Number(row.allocated + row.received);
  return { asked, stands, standing, example: exampleOf(stands, kept) };
}

export const changeable = listing(
  'need.changeable',
  'The requests of a head in which something can still be changed.',
  { state: { in: ['proposed', 'open', 'met'] } },
);

export const questions = listing(
  'need.questions',
  'The requests of a head about which an officer has asked something.',
  { askedAt: { not: null } },
);

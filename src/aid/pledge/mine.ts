import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import { AllocationState, type Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { type Contact, speakerOf } from '../person/records.ts';
import { unloadedAt } from '../place/kept.ts';
import { headOf, labelOfPlace, withKelurahan } from '../place/records.ts';
import { type PackageWords, packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { handoverCode } from './code.ts';
import { inOrder, pledgedBy } from './records.ts';
import { isLiving } from './rules.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  amount: shapes.quantity(),
  /** What came in good condition. */
  received: shapes.quantity(),
  package: shapes.label(),
  unit: shapes.label(),
  place: shapes.text(),
  state: z.enum(AllocationState),
  deadline: shapes.moment(),
  deliverOn: shapes.date().optional(),
  /** `Rencana Sabtu, 28 November 2026.`, and where it is unloaded while the promise lives; both may be empty. */
  planned: shapes.label(),
  where: shapes.label(),
  /** The hand-over code, and the contact of the head or the distributor, while the promise lives. */
  code: shapes.text().optional(),
  /** How it is handed over: with that code, or of money by the distributor's statement. */
  handover: shapes.label(),
  headName: shapes.text().optional(),
  headPhone: shapes.phone().optional(),
});

const unplaced = z.object({
  number: shapes.text(),
  since: shapes.date(),
  amount: shapes.quantity(),
  unit: shapes.label(),
});

/** An item a place: a promise that is laid on three places is three of them. */
export const mine = defineAction({
  name: 'pledge.mine',
  says: 'What the person has promised, to where, and how it stands, the newest first.',
  needs: z.object({}),
  ends: {
    list: z.object({
      /** The head is still to be contacted. */
      waiting: z.array(item),
      /** In touch, not yet handed over. */
      coming: z.array(item),
      /** Living, to a place that nobody heads just now: there is nobody to contact. */
      headless: z.array(item),
      over: z.array(item),
      /** What waits for a place, and what waits because of the caps. */
      unplaced: z.array(unplaced),
      capped: z.array(unplaced),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const rows = await records.db.allocation.findMany({
      where: { pledge: pledgedBy(person.id) },
      orderBy: inOrder,
      take: 20,
      include: { pledge: { include: { distributor: true, package: true } } },
    });
    const waits = await waitingOf(records, person.id);
    if (rows.length === 0 && waits.length === 0) return { end: 'none', gives: {} };
    const goals = await goalsOf(records, rows, now);
    const words = await packageWords(
      records,
      rows.map(({ pledge }) => pledge.packageKey),
    );
    const items = rows.flatMap((row) => {
      const goal = goals.get(row.needId);
      return goal ? [asItem(records, row, goal, words(row.pledge.packageKey))] : [];
    });
    const living = items.filter(({ state }) => isLiving(state));
    const headless = living.filter(({ headName }) => headName === undefined);
    const reached = living.filter(({ headName }) => headName !== undefined);
    const waiting = reached.filter(({ state }) => state === 'reserved');
    const coming = reached.filter(({ state }) => state !== 'reserved');
    const over = items.filter(({ state }) => !isLiving(state));
    const unplaced = waits.filter(({ isCapped }) => !isCapped).map(({ told }) => told);
    const capped = waits.filter(({ isCapped }) => isCapped).map(({ told }) => told);
    return { end: 'list', gives: { waiting, coming, headless, over, unplaced, capped } };
  },
});

async function waitingOf(records: Records, person: string) {
  const rows = await records.db.pledge.findMany({
    where: { ...pledgedBy(person), waiting: { gt: 0 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  const words = await packageWords(
    records,
    rows.map(({ packageKey }) => packageKey),
  );
  return rows.map(({ number, waiting, waitsFor, packageKey, createdAt }) => ({
    isCapped: waitsFor === 'cap',
    told: {
      number,
      amount: Number(waiting),
      unit: words(packageKey).unit,
      since: writtenDay(dayInJakarta(createdAt)),
    },
  }));
}

type Row = Prisma.AllocationGetPayload<{
  include: { pledge: { include: { distributor: true; package: true } } };
}>;

interface Goal {
  place: string;
  where: { id: string; en: string };
  head: Contact | undefined;
}

/** Where the promises go, by need: the head only where a promise lives. */
async function goalsOf(records: Records, rows: Row[], now: Date): Promise<Map<string, Goal>> {
  const needs = await records.db.need.findMany({
    where: { id: { in: rows.map(({ needId }) => needId) } },
    include: { place: { include: withKelurahan } },
  });
  const alive = new Set(rows.filter(({ state }) => isLiving(state)).map(({ needId }) => needId));
  const goals = new Map<string, Goal>();
  for (const { id, placeId, place } of needs) {
    const head = alive.has(id) ? await headOf(records, placeId, now) : undefined;
    goals.set(id, { place: labelOfPlace(place), where: unloadedAt(records, place), head });
  }
  return goals;
}

const withCode = (code: string) => ({
  id: `Kode serah terima: **${code}**.`,
  en: `Hand-over code: **${code}**.`,
});
const byStatement = {
  id: 'Uangnya lewat lembaga penyalur, tidak lewat bot.',
  en: 'The money goes through the distributor, never through the bot.',
};

function plannedFor(day: Date | null) {
  if (!day) return { id: '', en: '' };
  const on = writtenDay(day);
  return { id: `Rencana ${writeDate(on, 'id')}.`, en: `Planned for ${writeDate(on, 'en')}.` };
}

function asItem(
  { secrets }: Records,
  row: Row,
  { place, where, head }: Goal,
  words: PackageWords,
): z.output<typeof item> {
  const { pledge, state } = row;
  const { distributor } = pledge;
  const contact = distributor
    ? { called: `${distributor.contactName}, ${distributor.name}`, phone: distributor.contactPhone }
    : head;
  const shown = isLiving(state) ? contact : undefined;
  const isCash = pledge.package.nature === 'cash';
  const code = isLiving(state) && !isCash ? handoverCode(secrets, row.id) : undefined;
  return {
    key: row.id,
    label: `${pledge.number}: ${place}`,
    number: pledge.number,
    amount: Number(row.quantity),
    received: Number(row.received),
    ...words,
    place,
    state,
    deadline: row.deadline.toISOString(),
    ...(row.deliverOn && { deliverOn: writtenDay(row.deliverOn) }),
    planned: plannedFor(row.deliverOn),
    where: isLiving(state) ? where : { id: '', en: '' },
    ...(code !== undefined && { code }),
    handover: code !== undefined ? withCode(code) : isCash ? byStatement : { id: '', en: '' },
    ...(shown && { headName: shown.called, headPhone: shown.phone }),
  };
}

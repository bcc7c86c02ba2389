import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import type { Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import type { Held } from '../pledge/held.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { beyondLine, countedLine } from './counted.ts';
import { inGoodCondition, receiptNumber, stillMissing } from './rules.ts';

/** A receipt as flows and notices say it. */
export const receipt = z.object({
  number: shapes.text(),
  day: shapes.date(),
  place: shapes.text(),
  package: shapes.label(),
  unit: shapes.label(),
  promised: shapes.quantity(),
  came: shapes.quantity(),
  good: shapes.quantity(),
  damaged: shapes.quantity(),
  missing: shapes.quantity(),
  /** `komitmen 100, datang 92 (bagus 89, rusak 3), kurang 8`, in words that are true of its nature. */
  count: shapes.label(),
  /** Good ones short of the promise: open to donors again. */
  open: shapes.quantity(),
});

export interface Delivered {
  placeId: string;
  packageKey: string;
  promise: Held | undefined;
  came: number;
  damaged: number;
  damage: string | undefined;
  withCode: boolean;
  /** It came beyond a promise: the hand-over of that, and the need that it may count for. */
  beyond?: { handover: string; need: string };
  /** Of money: the number of the distributor's statement. */
  statement?: string;
}

/** Keeps a delivery, counted and not yet confirmed; gives its id. */
export async function keepHandover(
  { records, chat, question, now, seed }: ActionContext<Records>,
  recordedById: string,
  { promise, damage, beyond, ...delivered }: Delivered,
): Promise<string> {
  const { db, secrets } = records;
  const need = promise?.need.id ?? beyond?.need ?? (await openNeedFor(records, delivered));
  const { id } = await db.handover.create({
    data: {
      ...delivered,
      number: await freeNumber(records, seed, now),
      state: 'counted',
      allocationId: promise?.allocation.id ?? null,
      needId: need ?? null,
      beyondId: beyond?.handover ?? null,
      promised: promise?.amount ?? 0,
      damage: damage === undefined ? null : secrets.seal(damage),
      recordedById,
      recordedAt: now,
      chat,
      // One answer may keep two: what was promised, and what came beyond.
      question: beyond ? `${question}+` : question,
    },
  });
  return id;
}

/** What nobody had pledged counts for the need that is open, where there is one. */
async function openNeedFor(
  { db }: Records,
  { placeId, packageKey }: { placeId: string; packageKey: string },
): Promise<string | undefined> {
  const need = await db.need.findFirst({ where: { placeId, packageKey, state: 'open' } });
  return need?.id;
}

async function freeNumber({ db }: Records, seed: string, now: Date): Promise<string> {
  for (let tries = 0; ; tries++) {
    const chance = createHash('sha256').update(`${seed}:receipt:${tries}`).digest();
    const number = receiptNumber(dayInJakarta(now), chance);
    if ((await db.handover.count({ where: { number } })) === 0) return number;
  }
}

/** A receipt as anybody may read it: no person in it. */
export async function receiptOf(records: Records, id: string) {
  const row = await records.db.handover.findUniqueOrThrow({
    where: { id },
    include: { place: { include: withKelurahan }, package: true },
  });
  const words = await packageWords(records, [row.packageKey]);
  const count = { came: Number(row.came), damaged: Number(row.damaged) };
  const promised = Number(row.promised);
  return {
    state: row.state,
    number: row.number,
    day: writtenDay(dayInJakarta(row.recordedAt)),
    place: labelOfPlace(row.place),
    ...words(row.packageKey),
    promised,
    ...count,
    good: inGoodCondition(count),
    missing: Math.max(0, promised - count.came),
    count: row.beyondId
      ? beyondLine(row.package.nature, count)
      : countedLine(row.package.nature, promised, count),
    open: stillMissing(promised, count),
  };
}

/** Receipts to choose from: `T-2612-7QMX: RW 03 Pulo Gadung`. */
export const receiptChoices = (records: Records, rows: { id: string }[]) =>
  Promise.all(
    rows.map(async ({ id }) => {
      const { number, place } = await receiptOf(records, id);
      return { key: id, label: `${number}: ${place}`.slice(0, 40) };
    }),
  );

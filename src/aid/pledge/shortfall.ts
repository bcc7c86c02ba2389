import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { Records } from '../action.ts';
import { openNeeds } from '../need/offered.ts';
import { asPart, mostPlaces, type Part, totalOf, withAmount } from '../need/part.ts';
import { planned, planOf } from '../need/plan.ts';

/** Somebody was faster, or a place asks no more: what is left, and where the gift could go now. Nothing was kept. */
export const shortfall = z.object({
  /** Places that take less than was agreed, that take none, and that no longer ask. */
  lessened: z.array(
    z.object({ place: shapes.text(), left: shapes.quantity(), shown: shapes.quantity() }),
  ),
  filled: z.array(z.object({ place: shapes.text() })),
  closed: z.array(z.object({ place: shapes.text() })),
  /** `40 bisa pindah ke RW 02 Jatinegara Kaum: 120 + 100 + 150 + 130 = 500` */
  moves: shapes.label(),
  /** The gift laid anew, with all of it, and without what no longer fits. */
  plan: planned,
  fewer: planned,
  /** How many are in `fewer`. */
  kept: shapes.quantity(),
  /** Of the first place that is new in it: its name, and what it lacks. */
  next: shapes.text(),
  nextLeft: shapes.quantity(),
});
export type Shortfall = z.output<typeof shortfall>;

/** A part of what was agreed, with how much of it there is room for now. */
export interface Checked {
  part: Part;
  /** Lacking now; 0 where it is full or no longer offered. */
  left: number;
  isOffered: boolean;
}

/**
 * Lays a gift anew of which some no longer fits: first on its own places that lack more, then on the nearest others, and
 * the rest waits.
 */
export async function layAnew(
  records: Records,
  {
    checked,
    rest,
    package: key,
    finishing,
    now,
  }: { checked: Checked[]; rest: number; package: string; finishing?: string; now: Date },
): Promise<Shortfall> {
  const fitting = checked.map(({ part, left }) => {
    const room = { ...part, lacking: left };
    return withAmount(room, Math.min(part.amount, left));
  });
  const stay = fitting.filter(({ amount }) => amount > 0);
  const missing = totalOf(checked.map(({ part }) => part)) - totalOf(stay);
  let over = missing;
  const moves: string[] = [];
  const take = (place: string, room: number): number => {
    const here = Math.min(over, room);
    if (here > 0) moves.push(place);
    over -= here;
    return here;
  };
  const anew = stay.map((each) => {
    const more = take(each.place, each.lacking - each.amount);
    return more > 0 ? withAmount(each, each.amount + more) : each;
  });
  const gone = checked.find(({ part, left }) => left < part.amount);
  const near = gone && (await kelurahanOf(records, gone.part.key));
  const others = await openNeeds(records, {
    package: key,
    finishing,
    now,
    near,
    except: checked.map(({ part }) => part.key),
    limit: mostPlaces,
  });
  const added: Part[] = [];
  for (const other of others) {
    if (anew.length + added.length >= mostPlaces) break;
    const here = take(other.place, other.lacking);
    if (here > 0) added.push(asPart(other, here));
  }
  const items = [...anew, ...added];
  const [next] = added;
  const told = (some: Checked[]) => some.map(({ part }) => ({ place: part.place }));
  return {
    lessened: checked
      .filter(({ part, left }) => left > 0 && left < part.amount)
      .map(({ part, left }) => ({ place: part.place, left, shown: part.lacking })),
    filled: told(checked.filter(({ left, isOffered }) => left === 0 && isOffered)),
    closed: told(checked.filter(({ isOffered }) => !isOffered)),
    moves: writtenMoves(moves, missing, over, items, rest),
    plan: planOf(items, over + rest),
    fewer: planOf(stay, rest),
    kept: totalOf(stay) + rest,
    next: next?.place ?? '',
    nextLeft: next?.lacking ?? 0,
  };
}

async function kelurahanOf({ db }: Records, number: string): Promise<string | undefined> {
  const need = await db.need.findUnique({ where: { number }, select: { place: true } });
  return need?.place.kelurahanCode;
}

function writtenMoves(to: string[], missing: number, over: number, items: Part[], rest: number) {
  const waiting = over + rest;
  const total = totalOf(items) + waiting;
  const terms = [...items.map(({ amount }) => amount), ...(waiting > 0 ? [waiting] : [])];
  const sum = `: ${terms.map(writeQuantity).join(' + ')} = ${writeQuantity(total)}`;
  const added = terms.length > 1 ? sum : '';
  const moved = missing - over;
  const id: string[] = [];
  const en: string[] = [];
  if (moved > 0) {
    id.push(`${writeQuantity(moved)} bisa pindah ke ${to.join(', ')}`);
    en.push(`${writeQuantity(moved)} can go to ${to.join(', ')}`);
  }
  if (over > 0) {
    id.push(`${writeQuantity(over)} menunggu tempat, kami carikan`);
    en.push(`${writeQuantity(over)} would wait for a place`);
  }
  return { id: `${id.join('; ')}${added}.`, en: `${en.join('; ')}${added}.` };
}

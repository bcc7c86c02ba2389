import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { shortLabel } from '../place/rules.ts';
import type { OpenNeed } from './offered.ts';

/** So much of a gift for one place, as it is shown before anybody says yes to it. */
export const part = shapes.choice().extend({
  /** `RW 03 Pulo Gadung` */
  place: shapes.text(),
  /** `RW 03`, and its kelurahan: places of one kelurahan are named together. */
  short: shapes.text(),
  kelurahan: shapes.text(),
  /** `RW 03 Kelurahan Pulo Gadung, Jakarta Timur` */
  full: shapes.text(),
  amount: shapes.quantity(),
  /** What the place lacked when this was shown. */
  lacking: shapes.quantity(),
  /** `semua`, or `dari kurang 210`. */
  note: shapes.label(),
});
export type Part = z.output<typeof part>;

/** What waits for a place: a list of one or none, so that a text says it only where there is some. */
export const waits = z.array(z.object({ amount: shapes.quantity() }));
export const waiting = (amount: number) => (amount > 0 ? [{ amount }] : []);

type Room = Pick<OpenNeed, 'number' | 'rw' | 'name' | 'kelurahan' | 'place' | 'full' | 'lacking'>;

export function asPart(need: Room, amount: number): Part {
  const { number, place, kelurahan, full, lacking } = need;
  const short = shortLabel(need);
  const all = { id: 'semua', en: 'all' };
  const some = {
    id: `dari kurang ${writeQuantity(lacking)}`,
    en: `of ${writeQuantity(lacking)} lacking`,
  };
  const note = amount >= lacking ? all : some;
  return { key: number, label: place, place, short, kelurahan, full, amount, lacking, note };
}

/** The same place with another amount. */
export function withAmount(each: Part, amount: number): Part {
  const { key, place, short, kelurahan, full, lacking } = each;
  const room = { number: key, rw: null, name: short, kelurahan, place, full, lacking };
  return { ...asPart(room, amount), short };
}

export const totalOf = (parts: { amount: number }[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0);

/** More places than this are not proposed for one gift: nobody brings it to twenty in a day. The rest waits. */
export const mostPlaces = 10;

/** Lays an amount on places in their order, each as far as it lacks; what is left over waits. */
export function layOn(amount: number, places: Room[]): { parts: Part[]; rest: number } {
  const parts: Part[] = [];
  let rest = amount;
  for (const place of places.slice(0, mostPlaces)) {
    const here = Math.min(rest, place.lacking);
    if (here <= 0) continue;
    parts.push(asPart(place, here));
    rest -= here;
  }
  return { parts, rest };
}

const counted = [
  '',
  'Satu',
  'Dua',
  'Tiga',
  'Empat',
  'Lima',
  'Enam',
  'Tujuh',
  'Delapan',
  'Sembilan',
  'Sepuluh',
];
const countedEn = [
  '',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
];

/** How many places, in words that begin a sentence: 4 → `Empat`. */
export const inWords = (count: number): { id: string; en: string } => ({
  id: counted[count] ?? String(count),
  en: countedEn[count] ?? String(count),
});

/**
 * Where a gift goes, in one line: `RW 03 Kelurahan Pulo Gadung`, or `RW 03 (120), RW 05 (140) Pulo Gadung; RW 02
 * Jatinegara Kaum (90)`; what waits stands last.
 */
export function writtenPlaces(parts: Part[], rest: number): { id: string; en: string } {
  const waitingId = rest > 0 ? [`${writeQuantity(rest)} menunggu tempat`] : [];
  const waitingEn = rest > 0 ? [`${writeQuantity(rest)} waiting for a place`] : [];
  const [only] = parts;
  if (parts.length === 0) return { id: 'menunggu tempat, kami carikan', en: 'waiting for a place' };
  if (only && parts.length === 1 && rest === 0) {
    const place = only.full.split(', Jakarta')[0] ?? only.place;
    return { id: place, en: place };
  }
  const places = [...new Set(parts.map(({ kelurahan }) => kelurahan))].map((kelurahan) => {
    const here = parts.filter((each) => each.kelurahan === kelurahan);
    const [alone] = here;
    if (alone && here.length === 1) return `${alone.place} (${writeQuantity(alone.amount)})`;
    const each = here.map(({ short, amount }) => `${short} (${writeQuantity(amount)})`);
    return `${each.join(', ')} ${kelurahan}`;
  });
  return { id: [...places, ...waitingId].join('; '), en: [...places, ...waitingEn].join('; ') };
}

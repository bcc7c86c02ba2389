import { readDate } from './date.ts';
import { readDuration } from './duration.ts';
import { readMoney } from './money.ts';
import { readPhone } from './phone.ts';
import { readPlace } from './place.ts';
import { readQuantity } from './quantity.ts';
import type { Reading } from './reading.ts';
import type { Regions } from './regions.ts';
import { readYesNo } from './yesno.ts';

export const understandable = [
  'quantity',
  'money',
  'date',
  'duration',
  'phone',
  'yesno',
  'place',
] as const;
export type Understandable = (typeof understandable)[number];

/** What `npm run cli -- understand` prints for a line: `{ input: '50-60', ask: [50, 60] }`. */
export type Understood = { input: string } & Reading<unknown>;

/** Reads one line as an answer of a kind; `now` decides what `besok` is. */
export function understand(
  kind: Understandable,
  line: string,
  { now, regions }: { now: Date; regions: Regions },
): Understood {
  const readers: Record<Understandable, () => Reading<unknown>> = {
    quantity: () => readQuantity(line),
    money: () => readMoney(line),
    date: () => readDate(line, now),
    duration: () => readDuration(line),
    phone: () => readPhone(line),
    yesno: () => readYesNo(line),
    place: () => readPlace(line, regions),
  };
  return { input: line, ...readers[kind]() };
}

import { writeQuantity } from './quantity.ts';

/** `1500000` → `Rp1.500.000` */
export function writeMoney(rupiah: number): string {
  return `Rp${writeQuantity(rupiah)}`;
}

import { type Reading, unknown } from './reading.ts';
export function readMoney(_text: string): Reading<number> {
  return unknown;
}

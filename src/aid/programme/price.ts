import { writeQuantity } from '../../language/quantity.ts';
import type { Basis } from '../../store/generated/client.ts';

type Words = { id: string; en: string };

export interface Affordable {
  amount: number;
  /** Rupiah. */
  sum: number;
  rest: number;
}

/** What a budget buys at a price, rounded down: Rp5.000.000 at Rp45.000 → 111, Rp4.995.000, rest Rp5.000. */
export function affordableFor(budget: number, price: number): Affordable {
  const amount = Math.floor(budget / price);
  const sum = amount * price;
  return { amount, sum, rest: budget - sum };
}

/** Whom so many packages are for: 25 a household and week → 25 families and a week. 1 KK is counted as 4 people. */
export function recipients(basis: Basis, amount: number): { who: Words; span: Words } {
  const count = writeQuantity(amount);
  const isFamily = basis === 'household_week' || basis === 'household_once';
  const who = isFamily
    ? { id: `${count} keluarga`, en: amount === 1 ? '1 family' : `${count} families` }
    : { id: `${count} orang`, en: amount === 1 ? '1 person' : `${count} people` };
  const spans: Partial<Record<Basis, Words>> = {
    household_week: { id: 'sepekan', en: 'a week' },
    person_day: { id: 'sehari', en: 'a day' },
  };
  return { who, span: spans[basis] ?? { id: '', en: '' } };
}

/** `25 keluarga, sepekan`; `58 keluarga` where it is once. */
export function recipientsListed(basis: Basis, amount: number): Words {
  const { who, span } = recipients(basis, amount);
  const joined = (language: 'id' | 'en') =>
    span[language] ? `${who[language]}, ${span[language]}` : who[language];
  return { id: joined('id'), en: joined('en') };
}

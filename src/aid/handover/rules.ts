import type { AllocationState, Nature } from '../../store/generated/client.ts';
import { isLiving } from '../pledge/rules.ts';

/** What a head counted: all that came, damaged ones too. */
export interface Count {
  came: number;
  damaged: number;
}

export const inGoodCondition = ({ came, damaged }: Count): number => came - damaged;

/** What of a promise did not come in good condition: 100 promised, 92 came, 3 of them damaged → 11. */
export const stillMissing = (promised: number, count: Count): number =>
  Math.max(0, promised - inGoodCondition(count));

/**
 * What a code speaks for: at most what was promised there. 92 promised, 920 typed, 3 of them damaged → 95 came, 3 damaged, and
 * 825 beyond, which somebody else than who counted has to say too.
 */
export function upToPromise(count: Count, promised: number): { here: Count; beyond: number } {
  const beyond = Math.max(0, inGoodCondition(count) - promised);
  return { here: { came: count.came - beyond, damaged: count.damaged }, beyond };
}

export interface Settled {
  /** Counts for the need. */
  counted: number;
  /** Came beyond what the need lacks. */
  surplus: number;
}

/**
 * How much of what came counts for the need, so that never more counts than was approved. A promise that lives
 * has its own part of the need; what was released or withdrawn takes what is lacking now; what nobody had
 * pledged as well. More than was promised counts as far as the need still lacks it.
 */
export function settle(
  good: number,
  need: { lacking: number },
  promise?: { state: AllocationState; quantity: number },
): Settled {
  const own = promise && isLiving(promise.state) ? promise.quantity : 0;
  const counted = Math.min(good, own + need.lacking);
  return { counted, surplus: good - counted };
}

/** Goods that came are photographed: not faces at work or in class, not cash, and not what did not come. */
export const isPictured = (nature: Nature | undefined, came: number): boolean =>
  nature === 'goods' && came > 0;

/** Wrong hand-over codes before the code is no way any more, for so many hours. */
export const mostTries = 5;
export const lockedHours = 24;

/** Without letters and digits that look alike. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number in what was typed, as it is written; undefined where more or less stands there: a slip is not read as another
 * receipt. `cek tanda terima t 2612 7qmx` → `T-2612-7QMX`.
 */
export function writtenReceipt(typed: string): string | undefined {
  const found = /(?<![0-9A-Z])T-?\s?(\d{4})-?\s?([0-9A-Z]{4})(?![0-9A-Z]|-[0-9A-Z])/.exec(
    typed.toUpperCase(),
  );
  return found ? `T-${found[1]}-${found[2]}` : undefined;
}

/** `T-2612-7QMX`: month, and four characters by chance, so that no number tells another. */
export function receiptNumber(day: Date, chance: Uint8Array): string {
  const month = day.toISOString().slice(2, 7).replace('-', '');
  const tail = [...chance.slice(0, 4)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `T-${month}-${tail}`;
}

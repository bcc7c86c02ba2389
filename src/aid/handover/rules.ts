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

/** `T-2612-7QMX`: month, and four characters by chance, so that no number tells another. */
export function receiptNumber(day: Date, chance: Uint8Array): string {
  const month = day.toISOString().slice(2, 7).replace('-', '');
  const tail = [...chance.slice(0, 4)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `T-${month}-${tail}`;
}

import type { NeedState, ProgrammeState } from '../../store/generated/client.ts';

export interface Standing {
  approved: number;
  /** Promised and not yet received. */
  allocated: number;
  /** Come in good condition. */
  received: number;
}

/** What a place still lacks: approved 145, promised 20, received 5 → 120. */
export const lacking = ({ approved, allocated, received }: Standing): number =>
  approved - allocated - received;

export interface Offer {
  state: NeedState;
  /** The last day of its period. */
  periodTo: Date | null;
  programme: { state: ProgrammeState; startsOn: Date; endsOn: Date | null };
}

/** Whether donors may promise to it on this day: open, in its period, in a programme that runs. */
export function isOffered({ state, periodTo, programme }: Offer, today: Date): boolean {
  const lasts = (end: Date | null) => end === null || end >= today;
  const runs = programme.state === 'open' && programme.startsOn <= today && lasts(programme.endsOn);
  return state === 'open' && lasts(periodTo) && runs;
}

export type Room =
  /** The whole amount fits; `left` is what is lacking before it. */
  | { end: 'enough'; left: number }
  /** Only `left` of it fits. */
  | { end: 'partly'; left: number }
  /** Others have promised all of it. */
  | { end: 'full' };

/** How much of an amount can be promised to a need that is offered. */
export function roomFor(need: Standing, amount: number): Room {
  const left = lacking(need);
  if (left <= 0) return { end: 'full' };
  return amount <= left ? { end: 'enough', left } : { end: 'partly', left };
}

export type Assessment =
  | { end: 'approved' }
  /** Somebody has decided about it before. */
  | { end: 'already' }
  /** Another quantity than was asked for needs a reason, which the head is told. */
  | { end: 'reason-needed' };

/** Whether an officer may approve this quantity of what was asked for. */
export function assess(
  need: { state: NeedState; proposed: number },
  quantity: number,
  reason: string | undefined,
): Assessment {
  if (need.state !== 'proposed') return { end: 'already' };
  if (quantity !== need.proposed && !reason?.trim()) return { end: 'reason-needed' };
  return { end: 'approved' };
}

/** `M-2611-0007`, of November 2026 in Jakarta; the serial goes on through the months. */
export function numbered(letter: 'K' | 'M', day: Date, serial: number): string {
  const month = day.toISOString().slice(2, 7).replace('-', '');
  return `${letter}-${month}-${String(serial).padStart(4, '0')}`;
}

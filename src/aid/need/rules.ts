import type { NeedState } from '../../store/generated/client.ts';

export interface Standing {
  state: NeedState;
  approved: number;
  /** Promised and not yet received. */
  allocated: number;
  /** Come in good condition. */
  received: number;
}

/** What a place still lacks: approved 145, promised 20, received 5 → 120. */
export const lacking = ({ approved, allocated, received }: Standing): number =>
  approved - allocated - received;

export type Room =
  /** The whole amount fits; `left` is what is lacking before it. */
  | { end: 'enough'; left: number }
  /** Only `left` of it fits. */
  | { end: 'partly'; left: number }
  /** Others have promised all of it. */
  | { end: 'full' }
  /** Not offered: not yet, or no longer. */
  | { end: 'closed' };

/** Whether an amount can be promised to a need as it stands. */
export function roomFor(need: Standing, amount: number): Room {
  if (need.state !== 'open') return { end: 'closed' };
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

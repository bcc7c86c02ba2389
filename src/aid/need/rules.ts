import type { Label } from '../../chat/message.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { NeedState, NeedUrgency, ProgrammeState } from '../../store/generated/client.ts';

export interface Standing {
  approved: number;
  /** Promised and not yet received. */
  allocated: number;
  /** Come in good condition. */
  received: number;
}

/** The figures of a row, which the records keep as big integers. */
export const figuresOf = ({
  approved,
  allocated,
  received,
}: Record<keyof Standing, bigint>): Standing => ({
  approved: Number(approved),
  allocated: Number(allocated),
  received: Number(received),
});

/** What a place still lacks: approved 145, promised 20, received 5 → 120. */
export const lacking = ({ approved, allocated, received }: Standing): number =>
  approved - allocated - received;

export interface Offer {
  state: NeedState;
  /** The last day of its period. */
  periodTo: Date | null;
  programme: { id: string; state: ProgrammeState; startsOn: Date; endsOn: Date | null };
  /** Its package is given still, in a field that is. */
  isGiven: boolean;
}

/**
 * Whether donors may promise to it on this day: open, in its period, in a programme that runs, and given still. What was
 * promised in a programme before it closed finishes there: `finishing` is the id of that programme.
 */
export function isOffered(
  { state, periodTo, programme, isGiven }: Offer,
  today: Date,
  finishing?: string,
): boolean {
  const lasts = (end: Date | null) => end === null || end >= today;
  const runs = programme.state === 'open' && programme.startsOn <= today && lasts(programme.endsOn);
  const isOpen = state === 'open' && lasts(periodTo);
  return isOpen && (programme.id === finishing || (runs && (isGiven || finishing !== undefined)));
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

/** Nothing is asked for or decided about it any more. What is promised can still come. */
export const isOver = (state: NeedState): boolean =>
  state === 'refused' || state === 'withdrawn' || state === 'closed';

/** What an officer may never go below: what is promised and what has come. */
export const floorOf = ({ allocated, received }: Standing): number => allocated + received;

/** A need that is decided: something of it may still come, or all of it has. */
export const stateAt = (approved: number, { received }: Standing): 'open' | 'met' =>
  received >= approved ? 'met' : 'open';

/** How much was approved then: nothing is no quantity where nobody has decided. */
export function decisionLabel(state: NeedState, approved: number): Label {
  if (approved === 0 && state !== 'refused')
    return { id: 'belum diputuskan', en: 'not decided yet' };
  const n = writeQuantity(approved);
  return { id: `disetujui ${n}`, en: `approved ${n}` };
}

/** What an officer is to decide about: the quantity asked for now. */
export const askedFor = (need: { proposed: number; wanted?: number | undefined }): number =>
  need.wanted ?? need.proposed;

export type Assessment =
  | { end: 'approved' }
  /** Somebody has decided about it before. */
  | { end: 'already' }
  /** Another quantity than was asked for needs a reason, which the head is told. */
  | { end: 'reason-needed' }
  /** More is promised and received already. */
  | { end: 'below-floor'; floor: number };

/** Whether an officer may approve this quantity of what was asked for. */
export function assess(
  need: Standing & { proposed: number; wanted?: number | undefined; waitsSince?: Date | undefined },
  quantity: number,
  reason: string | undefined,
): Assessment {
  if (need.waitsSince === undefined) return { end: 'already' };
  if (quantity !== askedFor(need) && !reason?.trim()) return { end: 'reason-needed' };
  return atLeastFloor(need, quantity) ?? { end: 'approved' };
}

export function atLeastFloor(
  need: Standing,
  quantity: number,
): { end: 'below-floor'; floor: number } | undefined {
  const floor = floorOf(need);
  return quantity < floor ? { end: 'below-floor', floor } : undefined;
}

/**
 * A quantity that an example may name: below what is asked for, never below the floor, and not the quantity itself, which
 * people would copy. Asked 80 → 60, asked 80 with 70 promised → 75, asked 1 → 1.
 */
export function exampleOf(asked: number, floor = 0): number {
  const some = Math.max(1, Math.floor(asked * 0.75));
  return some >= floor ? some : Math.floor((floor + Math.max(asked, floor)) / 2);
}

/** What a line to choose from may be long (VOICE §5). */
const longestLabel = 40;

/** A case to choose: `Mendesak · RW 03 Pulo Gadung: 145`. Where it is too long for a line, its place alone. */
export function caseLabel(of: { place: string; amount: number; urgency: NeedUrgency }): Label {
  const { place, amount, urgency } = of;
  const line = (urgent: string) =>
    [
      `${urgency === 'urgent' ? `${urgent} · ` : ''}${place}: ${writeQuantity(amount)}`,
      `${place}: ${writeQuantity(amount)}`,
      place,
    ].find((text) => text.length <= longestLabel) ?? `${place.slice(0, longestLabel - 1)}…`;
  return { id: line('Mendesak'), en: line('Urgent') };
}

/** A request to choose: `0007 · Paket sembako, RW 03 Pulo Gadung`; shortened to what a line can hold. */
export function lineLabel(serial: string, called: Label, place: string): Label {
  const line = (name: string) => {
    const text = [`${serial} · ${name}, ${place}`, `${serial} · ${name}`].find(
      (candidate) => candidate.length <= longestLabel,
    );
    return text ?? `${serial} · ${place}`.slice(0, longestLabel);
  };
  return { id: line(called.id), en: line(called.en) };
}

/** `M-2611-0007`, of November 2026 in Jakarta; the serial goes on through the months. */
export function numbered(letter: 'K' | 'M', day: Date, serial: number): string {
  const month = day.toISOString().slice(2, 7).replace('-', '');
  return `${letter}-${month}-${String(serial).padStart(4, '0')}`;
}

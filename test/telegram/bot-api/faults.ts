/**
 * What can be made to go wrong with a call. Only those that say *accepted* let it take effect.
 * - `429`: refused with `parameters.retry_after`, in seconds
 * - `502-html`: a gateway's page instead of JSON; `502-html-accepted`: the same, though it took effect
 * - `403`: the person blocked the bot, for this call
 * - `drop-before`: the connection is cut before it took effect; `drop-after-accept`: right after
 * - `slow`: takes effect at once, is answered after `ms` milliseconds (accepted)
 * - a status and a description of one's own
 */
export type Trouble =
  | { kind: '429'; retryAfter: number }
  | { kind: 'slow'; ms: number }
  | { status: number; description: string }
  | '403'
  | '502-html'
  | '502-html-accepted'
  | 'drop-before'
  | 'drop-after-accept';

export interface Fault {
  /** Any method when left out; `download` is what gets a file by its path. */
  method?: string;
  /** Any chat when left out. */
  chat?: number;
  /** How many calls meet it; 1 unless said, `Infinity` until cleared. */
  times?: number;
  /** How many matching calls pass unharmed before. */
  after?: number;
  with: Trouble;
}

export interface SetFault {
  /** How many calls have met it. */
  readonly met: number;
  clear(): void;
}

/** The faults that stand, met in the order in which they were set. */
export class Faults {
  #standing: { fault: Fault; passed: number; met: number }[] = [];

  set(fault: Fault): SetFault {
    const standing = { fault, passed: 0, met: 0 };
    this.#standing.push(standing);
    return {
      get met() {
        return standing.met;
      },
      clear: () => {
        this.#standing = this.#standing.filter((one) => one !== standing);
      },
    };
  }

  /** The trouble this call meets, if any; counts it. */
  meet(method: string, chat: number | undefined): Trouble | undefined {
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (fault.method && fault.method.toLowerCase() !== method.toLowerCase()) continue;
      if (fault.chat !== undefined && fault.chat !== chat) continue;
      if (standing.met >= (fault.times ?? 1)) continue;
      if (standing.passed++ < (fault.after ?? 0)) continue;
      standing.met++;
      return fault.with;
    }
    return undefined;
  }
}

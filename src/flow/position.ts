import type { Label, Language } from '../chat/message.ts';

/** Where a conversation stands: small, versioned, plain JSON. The store keeps it sealed and never reads it. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Answers = Record<string, Json>;

/** One flow being walked. */
export interface Frame {
  flow: string;
  fingerprint: string;
  step: string;
  answers: Answers;
  /** What kind of question each answer was given to: `{ amount: 'quantity' }`. */
  kinds: Record<string, string>;
  /** The questions on the way here whose answers are known, in order: what `kembali` walks back. */
  trail: string[];
  /**
   * What was done on the way, by step: how verbs that made records ended, and which flows were visited.
   * After a change of the flow none of it is done twice.
   */
  ends: Record<string, Ended>;
  /** It was opened in the middle of another: `batal` ends it and returns there. */
  interrupts: boolean;
  /** An answer is being changed: how it all stood before, for whoever thinks better of it. */
  editing?: Editing;
  /** Its open question, kept while something else is looked at. */
  question?: Question;
}

export interface Ended {
  /** The verb that was called, or the flow that was visited. */
  action: string;
  /** The name under which what a verb gave is kept. */
  as: string;
  /** Empty for a visit. */
  end: string;
  /** Since then the flow was changed: on the way back to where the person was it is passed, not called. */
  carried?: true;
}

export interface Editing {
  /** The step that offered to change it, and is returned to. */
  summary: string;
  answers: Answers;
  trail: string[];
  /** How many questions of the trail come before the one that is changed. */
  kept: number;
}

/** An option as it was shown; its value is what the answer becomes. */
export interface ShownOption {
  key: string;
  label: string | Label;
  value: Json;
}

export interface Question {
  /** From the event's seed; buttons and quotes carry it. */
  id: string;
  step: string;
  signature: string;
  /** `which`: two readings of an answer, to choose from. `edit`: which answer is to be changed. */
  kind: 'ask' | 'choose' | 'which' | 'edit';
  options: ShownOption[];
  /** Of `which`: the words that can be read in more than one way. */
  typed?: string;
  /** The first option that is shown, where there are too many for one message. */
  from: number;
  /** How often in a row the answer was not understood. */
  misses: number;
}

/** Raised when a position of before could no longer be read as one of now. */
const version = 2;

export interface Position {
  version: typeof version;
  language: Language;
  /** The flow that is walked now is the last. */
  frames: Frame[];
  /** Texts that are said once a conversation: `menu/intro`. */
  saidOnce: string[];
  /** When something was last answered without being filed (ms): a burst is answered once. */
  unfiledAt?: number;
}

export const emptyPosition = (language: Language): Position => ({
  version,
  language,
  frames: [],
  saidOnce: [],
});

/** The position as it was kept; of another version no more than the language, so that nobody is stuck. */
export function readPosition(kept: Position | undefined): Position {
  if (kept?.version === version) return structuredClone(kept);
  return emptyPosition(kept?.language ?? 'id');
}

/** The frame that is walked now. */
export const top = (position: Position): Frame | undefined => position.frames.at(-1);

/** The question that is open, if any. */
export const openQuestion = (position: Position): Question | undefined => top(position)?.question;

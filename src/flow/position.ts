import type { Label, Language } from '../chat/message.ts';
import type { Part } from '../language/sentence.ts';

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
  /** What was said before it was asked for. Kept with the first flow of a chain of visits, and gone with it. */
  heard?: Heard[];
  /** When something else was opened over its question (ms), and how often it came back since, unanswered. */
  left?: number;
  returns?: number;
  /** Its open question, kept while something else is looked at. */
  question?: Question;
}

/** One part of a sentence, for the question that will ask for it; or the sentence itself, that may name a choice. */
export interface Heard {
  type: Part['type'] | 'sentence';
  /** The words that say it. */
  words: string;
  /** What they were read as when they were said: `besok` is the day after that day, whenever it is asked for. */
  read: { value: Json } | { ask: Json[] };
  /** What a number counts: `paket`, `kk`. */
  unit?: string;
  /** Of a sentence: the answers that it was searched for already. */
  searched?: string[];
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
  /** What was taken back since: it is asked for again, and does not stay as it was. */
  asked?: string[];
  /** The question whose answer is changed. */
  step?: string;
  /** How many questions of the trail come before the one that is changed. */
  kept: number;
}

/** An option as it was shown; its value is what the answer becomes. */
export interface ShownOption {
  key: string;
  label: string | Label;
  value: Json;
  /** Other names for it, as an action lists them: of a field, its packages. */
  also?: (string | Label)[];
}

export interface Question {
  /** From the event's seed; buttons and quotes carry it. */
  id: string;
  step: string;
  signature: string;
  /**
   * `which`: two readings of an answer, to choose from. `edit`: which answer is to be changed. `aside`: how to go
   * on, where the question itself cannot be answered just now.
   */
  kind: 'ask' | 'choose' | 'which' | 'edit' | 'aside';
  /**
   * Of `aside`: it was not understood three times · the person is back after days · a word at a free answer
   * opens another flow · words are hardly the free answer that was asked for.
   */
  aside?: 'stuck' | 'returned' | 'meant' | 'content';
  /** Of `aside`: the question in whose place it is asked. */
  behind?: Question;
  options: ShownOption[];
  /** Of `which` and `meant`: the words that can be read in more than one way. Of `returned`: the day of before. */
  typed?: string;
  /** Of `returned`: what was typed after those days; it is the answer, once the person goes on. */
  said?: string;
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
  /** When the person last wrote or tapped (ms): after more than a day they are met again. */
  at?: number;
  /** How much was sent on that day in Jakarta (days since 1970), and whether it was said that no more is answered. */
  today?: { day: number; count: number; told?: true };
  /** What was recorded last, and by which question: a second tap on it hears so. */
  recorded?: { question: string; number: string; at: number };
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

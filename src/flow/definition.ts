import type { Label, Language } from '../chat/message.ts';
import type { Writing } from './action.ts';
import type { SystemText } from './system-texts.ts';

export { type SystemText, systemTexts } from './system-texts.ts';

/** Flows as they stand in memory: what `load.ts` made of the YAML and `check.ts` found sound. */

/** The kinds of answer that an `ask` can wait for. */
export const askTypes = [
  'text',
  'name',
  'quantity',
  'money',
  'date',
  'duration',
  'past-date',
  'reference',
  'phone',
  'place',
  'area',
  'rw',
  'yesno',
  'photo',
  'document',
  'contact',
  'location',
  'address',
  'code',
  'organisation',
] as const;
export type AskType = (typeof askTypes)[number];

/** `kind is perorangan or komunitas`, `kind is not perorangan`, `place.rw is missing`, `place.rw is given`. */
export type Condition =
  | { answer: string; test: 'is' | 'is not'; values: string[] }
  | { answer: string; test: 'given' | 'missing' };

/** One thing to choose that the flow's author wrote; what it does beside being the answer. */
export interface FixedOption {
  key: string;
  label: Label;
  /** The step that follows, instead of the usual one. */
  to?: string;
  /** Answers that it sets, from other answers: `{ amount: room.left }`. What is missing there is set as none. */
  sets: Record<string, string>;
  /** Of those, what is asked where it is missing: written `number: standing.number?`. */
  setsIfGiven: string[];
  /** Answers that are no longer given: they are asked again. */
  forget: string[];
  /** Answers that the person may now change, one of them at a time. */
  edits: string[];
  /** Ends the flow; nothing of it is kept. */
  cancels: boolean;
  /** Beside a free answer: a tap is as good as typing its words. */
  answers: boolean;
  /** Other words for it, which mean nothing else while it is shown: `sudah` at *Sudah benar?*. */
  also: string[];
  /** Words by which a sentence names it before it is asked for: `pt` of `kami dr PT Maju Terus`. */
  named: string[];
  /** Words that say there is none of what was asked for mean it: `gk ada kode nya pak`. */
  none: boolean;
}

interface Common {
  name: string;
  when?: Condition;
  /** The step that follows; without it the next in the file; `end` ends the flow. */
  next?: string;
}

export interface SayStep extends Common {
  kind: 'say';
  text: Label;
  /** Said only the first time in a conversation. */
  once: boolean;
  /** Read as one message with what follows it. */
  joins: boolean;
}

/** What `ask` and `choose` have in common: they wait, and their answer has a name. */
interface Waiting extends Common {
  as: string;
  text: Label;
  /** How the answer is called when the person may pick it to change, e.g. *Jumlah*. */
  title?: Label;
  /** What is said when the answer was not understood, before the question is said again. */
  unclear?: Label;
  help?: Label;
  options: FixedOption[];
  /**
   * Whether its answer may be taken from a sentence that says several things at once. Without it: what can be
   * read surely may, and of choices those that an action lists; what the author wrote down may not.
   */
  fills?: boolean;
}

export interface AskStep extends Waiting {
  kind: 'ask';
  type: AskType;
  /** The answer that this is a number of, e.g. `package`: when that one changes, this one is asked again. */
  of?: string;
  /** Words that stand beside its number in a sentence: `kk` of `50 sembako untuk 640 KK`. Without them, and with `of`, goods. */
  counts?: string[];
  /** The answer that a second number in the same words gives: the damaged of `92 rusak 3`. */
  part?: string;
  /** Of a free text: whatever is written is the answer, also a question, a `tidak` or a `nanti`. */
  any: boolean;
  /** May be changed at the summary though its condition passes it by: the number that came with a package chosen by budget. */
  editable: boolean;
  /** The figure that `tambah 5` adds to, and `kurangi 5` takes from: `which.amount`. */
  now?: string;
  /** The figure that `semua` says, and that `rusak 3` and `kurang 3` are of: `promise.amount`. */
  all?: string;
  /** Bounds of a quantity or of money; of a text, its length. */
  min?: number;
  max?: number;
}

export interface ChooseStep extends Waiting {
  kind: 'choose';
  /** The read that lists what can be chosen; its other ends go where `on` says. */
  from?: { action: string; with: Record<string, string>; on: Record<string, string> };
  /** Where the list has one thing only, it is taken without being asked for. */
  alone: boolean;
}

export interface DoStep extends Common {
  kind: 'do';
  action: string;
  with: Record<string, string>;
  on: Record<string, string>;
  /** What its end gives is known to later steps under this name. */
  as: string;
  /** The action makes a record: it is called as the answer to a question only, and once for each. */
  creates: boolean;
}

export interface GoStep extends Common {
  kind: 'go';
  /** A step of this flow, or another flow: that one is visited, and this goes on after it. */
  to: string;
  forget: string[];
}

export type Step = SayStep | AskStep | ChooseStep | DoStep | GoStep;

export interface Flow {
  name: string;
  /** `flows/give.yaml`, for sentences about it. */
  file: string;
  title: Label;
  /** Said when it is left by `batal`: that what it would have changed stays as it was. */
  left?: Label;
  steps: Step[];
  /**
   * What is looked up before an open question is said again below a notice: on these ends it is not, and the flow goes
   * on at a step that says why. A role that has ended takes the questions of its flows with it.
   */
  holds?: { action: string; on: Record<string, string> };
  /** Steps and answers that were renamed since: the old name, and the new one. */
  renamed: Record<string, string>;
  /** Changes whenever a kept position could mean something else; texts do not change it. */
  fingerprint: string;
  /** The same for each step alone. */
  signatures: Record<string, string>;
  /** The answers that a step uses and that every path to it gives: `{ amount: ['package'] }`. */
  before: Record<string, string[]>;
  /** How the values of answers are written, by path: `{ 'amount': 'quantity' }`. */
  writings: Record<string, Writing>;
  /** Words for values that are names in the code: `{ reserved: { id: 'dijanjikan', … } }`. */
  words: Record<string, Label>;
}

/** A text that is said from outside any flow: to somebody else, when its cause happened. */
export interface Notice {
  name: string;
  /** The open question need not stand again below it: it is about that very question. */
  resumes: boolean;
  args: Record<string, Writing>;
  text: Label;
  /** The flow that begins below it where nothing else is asked: its first question takes what is written next. */
  opens?: string;
}

/** Words that act at every question, and phrases that open a flow when nothing is asked. */
export interface Keywords {
  /** Normalised words of a command: `{ 'kembali': 'back' }`. */
  commands: Record<string, Command>;
  /** Normalised words that open a flow wherever they stand alone. */
  opens: Record<string, string>;
  /** Phrases that open a flow when they stand anywhere in a first sentence. */
  phrases: [phrase: string, flow: string][];
  /** Words that open a flow and may be followed by the answer to its first question: `cek tanda terima T-…`. */
  continued: [phrase: string, flow: string][];
  /** Phrases that a flow answers at any question, which then stands again: `ini penipuan ya`. */
  asides: [phrase: string, flow: string][];
  /** Flows that a number of ours opens where it stands alone, by the letter before it: `T-2612-7QMX`. */
  numbered: [flow: string, letter: string][];
  /** Flows whose first question is answered by the whole message that a phrase stood in. */
  whole: string[];
  /** Flows that are open also to somebody who is served no more: what is kept of them stays theirs. */
  always: string[];
  /** Phrases by which a very first sentence shows its language. */
  languages: [phrase: string, language: Language][];
}

export const commands = [
  'back',
  'cancel',
  'help',
  'menu',
  'repeat',
  'language',
  'id',
  'en',
] as const;
export type Command = (typeof commands)[number];

/** Everything the bot can say. */
export interface Book {
  flows: Record<string, Flow>;
  notices: Record<string, Notice>;
  texts: Record<SystemText, Label>;
  keywords: Keywords;
}

/** The flow that a person meets when nothing else was asked for. */
export const startFlow = 'menu';
/** The flow that takes a photo which nobody asked for just now, as the answer to its first question. */
export const photoFlow = 'photo';
/** The flow that takes an invitation code, wherever one is sent. */
export const joinFlow = 'join';
/** The flow by which a question is passed to a human. */
export const officerFlow = 'officer';
export const end = 'end';
/** The key of the option that the engine adds to a list that goes on; `backKey` is in chat. */
export const moreKey = 'more';

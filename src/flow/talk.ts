import { backKey } from '../chat/marks.ts';
import type { Content, Label, Language, Outgoing } from '../chat/message.ts';
import { writeDate } from '../language/date.ts';
import type { Regions } from '../language/regions.ts';
import type { Book, FixedOption, Flow, Step, SystemText } from './definition.ts';
import { moreKey } from './definition.ts';
import { type Frame, type Position, type Question, type ShownOption, top } from './position.ts';
import { fill } from './template.ts';
import { firstOfChain, isBeingEdited, leadsBack } from './trail.ts';

/** One turn's work: the position as it changes, and what is said so far. Lives only while `advance` runs. */
export interface Talk {
  book: Book;
  regions: Regions;
  position: Position;
  event: FlowEvent;
  said: Said[];
  /** The id of the question that this event answered: records made now are unique by it. */
  answered: string | undefined;
  steps: number;
  /** What was taken from a sentence on the way, written out: said back before the next question. */
  read: string[];
  /** A sentence was kept for questions to come. */
  hasHeard: boolean;
  /** Words that answer the question that is opened next. */
  waiting?: string | undefined;
  /** What was opened only answers something aside. */
  isAside?: true;
  /** The question that those words were said to: at another one they are no answer. */
  waitingAt?: string;
  /** The person has said that these words are the answer. */
  isSure?: true;
  /** What followed a word that opened a flow: it answers the first question there wholly, or that one is asked. */
  rest?: string;
}

/** A message to be; a `kindWord` becomes one message with the question that follows it. */
export interface Said extends Outgoing {
  kindWord?: true;
}

/** What the turn hands to the flow: the event, with its own frozen time and chance. */
export interface FlowEvent {
  content: Content;
  now: Date;
  /** Hexadecimal, at least 16 characters. */
  seed: string;
  /** Whether it was sent after the open question was shown; a tap always is judged by its own question. */
  shown: boolean;
  /** The question that the message quotes. */
  quotes?: string;
  /** Three tries ended in a fault of ours: the person hears so, with the question again. */
  fault?: boolean;
  /** Who says it is not served. */
  blocked?: boolean;
  /** The session was rebuilt: whatever this says is answered kindly and files nothing. */
  unfiled?: boolean;
}

/** Options of one message; longer lists are paged. */
export const pageSize = 8;

/** Says a text of a flow, as a message of its own. */
export function sayLabel(talk: Talk, label: Label): void {
  talk.said.push({ text: write(talk, label), options: [], marks: 'numbers' });
}

/** Says a kind word; the question that follows joins it, so that it is read as one message. */
export function sayWord(talk: Talk, label: Label, values: Record<string, unknown> = {}): void {
  talk.said.push({
    text: write(talk, label, values),
    options: [],
    marks: 'numbers',
    kindWord: true,
  });
}

export function saySystem(
  talk: Talk,
  name: SystemText,
  values: Record<string, unknown> = {},
): void {
  sayWord(talk, talk.book.texts[name], values);
}

/** Of several places that were named the first is taken, and that is said. */
export function sayOneByOne(talk: Talk): void {
  const text = write(talk, talk.book.texts['one-by-one']);
  if (talk.said.every((said) => said.text !== text)) saySystem(talk, 'one-by-one');
}

/** What every channel can carry in one message, in characters. */
const longest = 4000;

/** What is sent in the end: kind words joined to what follows them, nothing empty, nothing too long. */
export function messages(talk: Talk): Outgoing[] {
  const { language } = talk.position;
  const joined: Outgoing[] = [];
  let words: string[] = [];
  const keep = (message: Omit<Outgoing, 'text'>) => {
    const parts = parted(words.filter((text) => text.trim() !== '').join('\n'));
    words = [];
    const last = parts.pop();
    for (const text of parts) joined.push({ text, options: [], marks: 'numbers', language });
    if (last !== undefined) joined.push({ ...message, text: last, language });
  };
  for (const { kindWord, text, ...message } of talk.said) {
    words.push(text);
    if (!kindWord) keep(message);
  }
  keep({ options: [], marks: 'numbers' });
  return joined;
}

/** A text in as many messages as it takes, parted between its lines. */
function parted(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split('\n').flatMap((whole) => whole.match(/.{1,4000}/gsu) ?? [''])) {
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length + 1 > longest) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts.filter((part) => part.trim() !== '');
}

/** A text in the person's language, filled from the answers of the frame and the values given. */
export function write(
  talk: Talk,
  label: Label,
  values: Record<string, unknown> = {},
  language: Language = talk.position.language,
): string {
  const frame = top(talk.position);
  const flow = frame ? talk.book.flows[frame.flow] : undefined;
  return fill(label[language], {
    values: { ...frame?.answers, ...values },
    writings: flow?.writings ?? {},
    words: flow?.words ?? {},
    language,
  });
}

export function flowOf(talk: Talk, frame: Frame): Flow {
  const flow = talk.book.flows[frame.flow];
  if (!flow) throw new Error(`There is no flow ${frame.flow}.`);
  return flow;
}

export function stepOf(flow: Flow, name: string): Step {
  const step = flow.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`${flow.file} has no step ${name}.`);
  return step;
}

/** Says the open question (again): the same id, so that its buttons go on working. */
export function sayQuestion(talk: Talk): void {
  const frame = top(talk.position);
  const question = frame?.question;
  if (!frame || !question) return;
  const step = stepOf(flowOf(talk, frame), question.step);
  if (step.kind !== 'ask' && step.kind !== 'choose') return;
  const page = question.options.slice(question.from, question.from + pageSize);
  const options = page.map(({ key, label }) => ({
    key,
    label: typeof label === 'string' ? label : label[talk.position.language],
  }));
  if (question.options.length > pageSize) {
    options.push({ key: moreKey, label: write(talk, talk.book.texts['more-option']) });
  }
  const isEdited = question.kind !== 'edit' && isBeingEdited(frame);
  if (leadsBack(talk.position) && question.kind !== 'edit' && question.kind !== 'aside') {
    const label = talk.book.texts[isEdited ? 'keep-option' : 'back-option'];
    options.push({ key: backKey, label: write(talk, label) });
  }
  talk.said.push({
    text: isEdited
      ? `${nowText(talk, frame, step.as)}\n${questionText(talk, question, step.text)}`
      : questionText(talk, question, step.text),
    question: question.id,
    options,
    marks: marksOf(question, step),
    ...(step.kind === 'ask' && (step.type === 'phone' || step.type === 'contact')
      ? { requests: 'contact' as const }
      : {}),
    ...(step.kind === 'ask' && (step.type === 'location' || step.type === 'address')
      ? { requests: 'location' as const }
      : {}),
  });
}

/** The answer as it stands until it is changed, written as the step's own would be. */
function nowText(talk: Talk, frame: Frame, name: string): string {
  const value = writeAnswer(talk, name, frame.editing?.answers[name]);
  return write(talk, talk.book.texts['editing-now'], { value });
}

/** A value written as the answer of that name is: `25`, `Sabtu, 28 November 2026`. */
export function writeAnswer(talk: Talk, name: string, value: unknown): string {
  const text = `{${name}}`;
  return write(talk, { id: text, en: text }, { [name]: value });
}

function questionText(talk: Talk, question: Question, text: Label): string {
  if (question.kind === 'which') {
    const one = question.options.length === 1 ? 'sure-reading' : 'which-reading';
    const isCount = question.options.some(({ key }) => key.startsWith('both-'));
    const text = isCount ? 'which-count' : one;
    return write(talk, talk.book.texts[text], { typed: question.typed ?? '' });
  }
  if (question.kind === 'edit') return write(talk, talk.book.texts['which-edit']);
  if (question.kind === 'aside') return asideText(talk, question);
  return write(talk, text);
}

/** `92 rusak 3`, or the 20 that came said once more: a reading that answers two questions. */
export const isSeveral = ({ key }: ShownOption): boolean => /^(?:both|damaged)-/.test(key);

function asideText(talk: Talk, { aside, typed = '', step }: Question): string {
  const { texts } = talk.book;
  if (aside === 'stuck') return write(talk, texts['unclear-third']);
  if (aside === 'meant') return write(talk, texts['which-meant'], { typed });
  if (aside === 'content') return write(talk, texts['which-content'], { typed });
  const frame = top(talk.position);
  if (!frame) return '';
  const flow = flowOf(talk, frame);
  const open = stepOf(flow, step);
  const title = 'title' in open && open.title ? open.title : flow.title;
  const answers = answersSoFar(talk);
  return write(talk, texts[answers === '' ? 'returned-nothing' : 'returned'], {
    day: writeDate(typed, talk.position.language),
    step: write(talk, title),
    answers,
  });
}

/** What was answered so far, as the summary calls it: `Bantuan: Paket sembako; Jumlah: 25`. */
function answersSoFar(talk: Talk): string {
  const { frames, language } = talk.position;
  const answers = frames.slice(firstOfChain(frames)).flatMap((frame) =>
    flowOf(talk, frame).steps.flatMap((step) => {
      if ((step.kind !== 'ask' && step.kind !== 'choose') || !step.title) return [];
      const value = frame.answers[step.as];
      if (value === undefined || !frame.trail.includes(step.name)) return [];
      return [`${step.title[language].trim()}: ${shortly(writeAnswer(talk, step.as, value))}`];
    }),
  );
  return answers.join('; ');
}

/** `RW 03 Pulo Gadung: kurang 145` → `RW 03 Pulo Gadung`: what it was chosen by, without what stood beside it. */
export const shortly = (written: string): string => written.split(': ')[0] ?? written;

/** Letters wherever a number could itself be the answer. */
export function marksOf(question: Question, step: Step): 'numbers' | 'letters' {
  // A line of the summary is named by its letter, with the new value behind it: `b 60`.
  if (question.kind === 'edit') return 'letters';
  if (question.kind === 'aside') return 'numbers';
  const numeric = step.kind === 'ask' || question.kind === 'which';
  const named = ({ label }: ShownOption) => (typeof label === 'string' ? label : label.id);
  return numeric || question.options.some((option) => /\d/.test(named(option)))
    ? 'letters'
    : 'numbers';
}

/** The next page of a long list; after the last the first again. */
export function turnPage(question: Question): void {
  const next = question.from + pageSize;
  question.from = next < question.options.length ? next : 0;
}

export function shown({ key, label }: FixedOption, talk: Talk): ShownOption {
  const filled = { id: write(talk, label, {}, 'id'), en: write(talk, label, {}, 'en') };
  return { key, label: filled, value: { key, label: { ...filled } } };
}

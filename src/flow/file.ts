import { backKey, letters } from '../chat/marks.ts';
import { readAnswer, textOf, writtenBounds } from './answer.ts';
import { labelIn, plain, readChoice } from './choice.ts';
import { type FixedOption, moreKey, type Step, type SystemText } from './definition.ts';
import { askEdit, edit } from './edit.ts';
import { changed, forget } from './forget.ts';
import { cancel, stepBack } from './obey.ts';
import type { Frame, Json, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { following, kindOf } from './steps.ts';
import {
  flowOf,
  marksOf,
  pageSize,
  sayQuestion,
  saySystem,
  sayWord,
  stepOf,
  type Talk,
  turnPage,
  write,
} from './talk.ts';
import { at } from './template.ts';
import { isBeingEdited, leadsBack, passed } from './trail.ts';
import { question as open } from './walk.ts';

/** Stands for no option: the words fit more than one. */
const severalKey = '*several';

type WaitingStep = Extract<Step, { kind: 'ask' | 'choose' }>;

/** Files what a person said as the answer to the open question, or says kindly why it is none. */
export function file(talk: Talk): void {
  const frame = top(talk.position);
  const question = frame?.question;
  if (!frame || !question) return;
  const step = stepOf(flowOf(talk, frame), question.step);
  if (step.kind !== 'ask' && step.kind !== 'choose') return;

  const key = keyOf(talk, frame, question, step);
  if (key === backKey) return stepBack(talk);
  if (key === moreKey) {
    turnPage(question);
    return sayQuestion(talk);
  }
  // Beside a free answer, words that fit several choices are an answer as well.
  if (key === severalKey && step.kind === 'choose')
    return unclear(talk, question, step, 'unclear-several');
  const option = question.options.find((candidate) => candidate.key === key);
  if (option) return take(talk, frame, question, step, option);
  if (question.kind === 'edit') return unclear(talk, question, step, 'unclear-choice');
  if (step.kind === 'choose') return unclear(talk, question, step, 'unclear-choice');

  const answer = readAnswer(step, talk.event.content, {
    now: talk.event.now,
    regions: talk.regions,
  });
  if ('cancels' in answer) return cancel(talk);
  if ('value' in answer) return settle(talk, frame, step, answer.value);
  if ('ask' in answer) return askWhich(talk, frame, step, answer.ask);
  unclear(talk, question, step, answer.unclear);
}

/** Whether the very words of an option that is shown were typed: *Tidak jadi* is then no `batal`. */
export function namesOption(talk: Talk, typed: string): boolean {
  const { language } = talk.position;
  const said = plain(typed);
  const frame = top(talk.position);
  const options = frame?.question?.options ?? [];
  if (!frame?.question) return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  return (
    options.some(({ label }) => plain(labelIn(label, language)) === said) ||
    calledAlso(frame.question, step, typed) !== undefined ||
    leavesIt(talk, frame, typed)
  );
}

/** The shown option that has another word, and it was typed. */
function calledAlso({ kind, options }: Question, step: Step, typed: string): string | undefined {
  if (kind === 'which' || kind === 'edit' || !('options' in step)) return undefined;
  const said = plain(typed);
  const meant = step.options.find(({ also }) => also.includes(said))?.key;
  return options.some(({ key }) => key === meant) ? meant : undefined;
}

/** *Tidak jadi* at an answer that was to be changed: it stays as it was. */
function leavesIt({ book, position }: Talk, frame: Frame, typed: string): boolean {
  const keep = book.texts['keep-option'][position.language];
  return isBeingEdited(frame) && plain(typed) === plain(keep);
}

/** The key of the option that was tapped or meant; of an `ask`, only what is not itself an answer. */
function keyOf(
  talk: Talk,
  frame: Frame,
  question: Question,
  step: WaitingStep,
): string | undefined {
  const { content } = talk.event;
  if (content.kind === 'choice') return content.key;
  if (content.kind !== 'text') return undefined;
  if (leavesIt(talk, frame, content.text)) return backKey;
  const also = calledAlso(question, step, content.text);
  if (also !== undefined) return also;
  const { language } = talk.position;
  const marks = marksOf(question, step);
  const page = question.options.slice(question.from, question.from + pageSize);
  const isList = step.kind === 'choose' && question.kind !== 'which';
  if (isList && content.text.trim() === '0' && leadsBack(talk.position)) return backKey;
  if (question.options.length > pageSize && meansMore(content.text, page.length, marks))
    return moreKey;
  const meant =
    readChoice(content.text, page, marks, language) ??
    readChoice(content.text, question.options, 'words', language);
  if (meant === 'several') return severalKey;
  if (meant) return meant.key;
  const more = plain(talk.book.texts['more-option'][language]);
  return question.options.length > pageSize && plain(content.text) === more ? moreKey : undefined;
}

/** The mark that *Lainnya* stands under: after the last option of the page, and always `9` among numbers. */
function meansMore(typed: string, shown: number, marks: 'numbers' | 'letters'): boolean {
  const said = plain(typed);
  if (marks === 'letters') return said.toUpperCase() === letters[shown];
  return said === '9' || said === String(shown + 1);
}

function take(
  talk: Talk,
  frame: Frame,
  question: Question,
  step: WaitingStep,
  option: ShownOption,
) {
  if (question.kind === 'which') return settle(talk, frame, step, option.value);
  if (question.kind === 'edit') return edit(talk, frame, option);
  const fixed = step.options.find(({ key }) => key === option.key);
  if (fixed?.cancels) return cancel(talk);
  if (fixed && fixed.edits.length > 0) return askEdit(talk, frame, step, fixed);
  // Beside a free answer an option leads elsewhere, or sets answers itself; it is not the answer.
  if (step.kind === 'ask' && fixed) return leave(talk, frame, step, fixed);
  settle(talk, frame, step, option.value, fixed);
}

/** Keeps the answer and goes on. */
function settle(
  talk: Talk,
  frame: Frame,
  step: WaitingStep,
  value: Json,
  fixed?: FixedOption,
): void {
  frame.answers[step.as] = value;
  frame.kinds[step.as] = kindOf(step);
  leave(talk, frame, step, fixed);
}

function leave(talk: Talk, frame: Frame, step: WaitingStep, fixed?: FixedOption): void {
  const flow = flowOf(talk, frame);
  talk.answered = frame.question?.id;
  delete frame.question;
  passed(frame, step.name);
  for (const [answer, path] of Object.entries(fixed?.sets ?? {})) {
    frame.answers[answer] = (at(frame.answers, path) ?? null) as Json;
    changed(flow, frame, answer);
  }
  for (const answer of fixed?.forget ?? []) forget(flow, frame, answer);
  frame.step = fixed?.to ?? following(flow, step);
}

function askWhich(talk: Talk, frame: Frame, step: WaitingStep, readings: Json[]): void {
  const flow = flowOf(talk, frame);
  const options = readings.map((value, index) => ({
    key: `reading-${index + 1}`,
    label: writeReading(talk, step, value),
    value,
  }));
  const typed = (textOf(talk.event.content) ?? '').replace(/\s+/g, ' ').trim().slice(0, 60);
  frame.question = { ...open(talk, flow, step, 'which', options), typed };
  sayQuestion(talk);
}

/** A reading written out in full, as the step's own answer would be. */
function writeReading(talk: Talk, step: WaitingStep, value: Json): string {
  const name = step.as;
  return write(talk, { id: `{${name}}`, en: `{${name}}` }, { [name]: value });
}

function unclear(talk: Talk, question: Question, step: WaitingStep, why: SystemText): void {
  const { kind } = talk.event.content;
  if (kind === 'voice' || kind === 'sticker' || kind === 'edited' || kind === 'other') {
    saySystem(talk, kind);
    return sayQuestion(talk);
  }
  const isFile = kind === 'photo' || kind === 'document';
  if (isFile && textOf(talk.event.content) === undefined) {
    saySystem(talk, 'file-elsewhere');
    return sayQuestion(talk);
  }
  question.misses += 1;
  if (why === 'unclear-several') saySystem(talk, why);
  else if (question.misses >= 3) saySystem(talk, 'unclear-third');
  else if (question.misses === 2)
    saySystem(talk, why === 'unclear-choice' ? 'unclear-choice-again' : 'unclear-again');
  else if (step.unclear) sayWord(talk, step.unclear);
  else
    saySystem(
      talk,
      why,
      step.kind === 'ask' ? writtenBounds(step, talk.event.now, talk.position.language) : {},
    );
  sayQuestion(talk);
}

import { readAnswer, textOf, writtenBounds } from './answer.ts';
import { readChoice } from './choice.ts';
import { backKey, type FixedOption, moreKey, type Step, type SystemText } from './definition.ts';
import { cancel, stepBack } from './obey.ts';
import type { Frame, Json, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { following } from './steps.ts';
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
import { forget, question as open } from './walk.ts';

type WaitingStep = Extract<Step, { kind: 'ask' | 'choose' }>;

/** Files what a person said as the answer to the open question, or says kindly why it is none. */
export function file(talk: Talk): void {
  const frame = top(talk.position);
  const question = frame?.question;
  if (!frame || !question) return;
  const step = stepOf(flowOf(talk, frame), question.step);
  if (step.kind !== 'ask' && step.kind !== 'choose') return;

  const key = keyOf(talk, question, step);
  if (key === backKey) return stepBack(talk);
  if (key === moreKey) {
    turnPage(question);
    return sayQuestion(talk);
  }
  const option = question.options.find((candidate) => candidate.key === key);
  if (option) return take(talk, frame, question, step, option);
  if (question.kind === 'edit') return unclear(talk, question, step, 'unclear-choice');
  if (step.kind === 'choose') return unclear(talk, question, step, 'unclear-choice');

  const answer = readAnswer(step, talk.event.content, {
    now: talk.event.now,
    regions: talk.regions,
  });
  if ('value' in answer) return settle(talk, frame, step, answer.value);
  if ('ask' in answer) return askWhich(talk, frame, step, answer.ask);
  unclear(talk, question, step, answer.unclear);
}

/** The key of the option that was tapped or meant; of an `ask`, only what is not itself an answer. */
function keyOf(talk: Talk, question: Question, step: WaitingStep): string | undefined {
  const { content } = talk.event;
  if (content.kind === 'choice') return content.key;
  if (content.kind !== 'text') return undefined;
  const marks = marksOf(question, step);
  if (marks === 'numbers' && content.text.trim() === '0' && frameTrail(talk) > 0) return backKey;
  if (marks === 'numbers' && content.text.trim() === '9' && question.options.length > pageSize)
    return moreKey;
  const page = question.options.slice(question.from, question.from + pageSize);
  return (
    readChoice(content.text, page, marks, talk.position.language) ??
    readChoice(content.text, question.options, 'letters', talk.position.language)
  )?.key;
}

const frameTrail = (talk: Talk) => top(talk.position)?.trail.length ?? 0;

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
  leave(talk, frame, step, fixed);
}

function leave(talk: Talk, frame: Frame, step: WaitingStep, fixed?: FixedOption): void {
  const flow = flowOf(talk, frame);
  talk.answered = frame.question?.id;
  delete frame.question;
  frame.trail.push(step.name);
  for (const [answer, path] of Object.entries(fixed?.sets ?? {})) {
    frame.answers[answer] = (at(frame.answers, path) ?? null) as Json;
  }
  for (const answer of fixed?.forget ?? []) forget(flow, frame, answer);
  frame.step = fixed?.to ?? following(flow, step);
}

function askWhich(talk: Talk, frame: Frame, step: WaitingStep, readings: Json[]): void {
  const flow = flowOf(talk, frame);
  const options = readings.slice(0, pageSize).map((value, index) => ({
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

function askEdit(talk: Talk, frame: Frame, step: WaitingStep, fixed: FixedOption): void {
  const flow = flowOf(talk, frame);
  const titled = flow.steps.flatMap((candidate): ShownOption[] =>
    (candidate.kind === 'ask' || candidate.kind === 'choose') &&
    fixed.edits.includes(candidate.as) &&
    candidate.title
      ? [{ key: candidate.as, label: trimmed(candidate.title), value: candidate.name }]
      : [],
  );
  const keep = { key: 'keep', label: trimmed(talk.book.texts['keep-option']), value: null };
  frame.question = open(talk, flow, step, 'edit', [...titled, keep]);
  sayQuestion(talk);
}

const trimmed = (label: { id: string; en: string }) => ({
  id: label.id.trim(),
  en: label.en.trim(),
});

/** The chosen answer is asked again; what does not depend on it is passed over on the way back. */
function edit(talk: Talk, frame: Frame, option: ShownOption): void {
  const flow = flowOf(talk, frame);
  const summary = frame.question?.step ?? frame.step;
  delete frame.question;
  if (typeof option.value !== 'string') {
    frame.step = summary;
    return;
  }
  forget(flow, frame, option.key);
  frame.trail = frame.trail.filter((name) => name !== option.value);
  frame.step = option.value;
}

function unclear(talk: Talk, question: Question, step: WaitingStep, why: SystemText): void {
  const { kind } = talk.event.content;
  if (kind === 'voice' || kind === 'sticker' || kind === 'edited' || kind === 'other') {
    saySystem(talk, kind);
    return sayQuestion(talk);
  }
  question.misses += 1;
  if (question.misses >= 3) saySystem(talk, 'unclear-third');
  else if (question.misses === 2) saySystem(talk, 'unclear-again');
  else if (step.unclear) sayWord(talk, step.unclear);
  else saySystem(talk, why, step.kind === 'ask' ? writtenBounds(step) : {});
  sayQuestion(talk);
}

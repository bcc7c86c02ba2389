import { letters } from '../chat/marks.ts';
import { labelIn, plain } from './choice.ts';
import type { FixedOption, Flow } from './definition.ts';
import { forget } from './forget.ts';
import { accepts, isWaiting, listen, type WaitingStep } from './hear.ts';
import { type Frame, type ShownOption, top } from './position.ts';
import { flowOf, sayQuestion, stepOf, type Talk } from './talk.ts';
import { holds, question } from './walk.ts';

/** Asks which of the answers is to be changed: those that the summary offers and that are asked for here. */
export function askEdit(talk: Talk, frame: Frame, step: WaitingStep, fixed: FixedOption): void {
  const keep = { key: 'keep', label: trimmed(talk.book.texts['keep-option']), value: null };
  const options = [...changeable(talk, frame, fixed), keep];
  frame.question = question(talk, flowOf(talk, frame), step, 'edit', options);
  sayQuestion(talk);
}

/** The lines of a summary that can be changed, as they are lettered where somebody asks to change one. */
function changeable(talk: Talk, frame: Frame, fixed: FixedOption): ShownOption[] {
  const flow = flowOf(talk, frame);
  return flow.steps.flatMap((candidate): ShownOption[] =>
    (candidate.kind === 'ask' || candidate.kind === 'choose') &&
    fixed.edits.includes(candidate.as) &&
    candidate.title &&
    (!candidate.when || holds(candidate.when, frame.answers)) &&
    isAsked(flow, frame, candidate)
      ? [{ key: candidate.as, label: trimmed(candidate.title), value: candidate.name }]
      : [],
  );
}

/**
 * A line of the summary, by its name or its letter, with the new value right behind it: `jumlah 60`, `b 60`,
 * `tanggal 2 des`, also with *jadi* between; or by a value that fits one line only: `60 paket`.
 */
export function readChange(
  talk: Talk,
  typed: string,
): { frame: Frame; line: ShownOption; value: string } | undefined {
  const frame = top(talk.position);
  const { question } = frame ?? {};
  if (!frame || !question || (question.kind !== 'choose' && question.kind !== 'edit'))
    return undefined;
  const step = stepOf(flowOf(talk, frame), question.step);
  const fixed = 'options' in step ? step.options.find(({ edits }) => edits.length > 0) : undefined;
  if (!fixed) return undefined;
  const lines = changeable(talk, frame, fixed);
  const words = typed.trim().split(/\s+/);
  for (let length = Math.min(words.length - 1, 4); length > 0; length -= 1) {
    const name = plain(words.slice(0, length).join(' '));
    const value = words
      .slice(length)
      .join(' ')
      .replace(/^(?:jadi|menjadi|ganti|=|:|to)\s+/i, '');
    const index = name.length === 1 ? letters.indexOf(name.toUpperCase()) : -1;
    const line =
      lines[index] ??
      lines.find(({ label }) => plain(labelIn(label, talk.position.language)) === name);
    if (line) return { frame, line, value };
  }
  return lineOfValue(talk, frame, lines, typed);
}

/** A value alone, where it can stand in one line only: `60 paket`, `lusa`. */
function lineOfValue(talk: Talk, frame: Frame, lines: ShownOption[], typed: string) {
  const [part, ...more] = listen(talk, typed);
  if (!part || more.length > 0 || !('value' in part.read)) return undefined;
  const { steps } = flowOf(talk, frame);
  const fitting = lines.filter(({ value }) =>
    steps.some((step) => step.name === value && isWaiting(step) && accepts(step, part)),
  );
  const [line, ...others] = fitting;
  return line && others.length === 0 ? { frame, line, value: typed } : undefined;
}

/** Of several questions that give one answer: the one that was asked, or else the first. */
function isAsked({ steps }: Flow, { trail }: Frame, { name, as }: WaitingStep): boolean {
  const same = steps.filter((step) => 'as' in step && step.as === as && step.kind !== 'do');
  const asked = same.find((step) => trail.includes(step.name)) ?? same[0];
  return asked?.name === name;
}

const trimmed = (label: { id: string; en: string }) => ({
  id: label.id.trim(),
  en: label.en.trim(),
});

/**
 * The chosen answer is asked again; what does not depend on it is passed over on the way back to the
 * summary. Until there, `kembali` at that question leaves everything as it was.
 */
export function edit(talk: Talk, frame: Frame, option: ShownOption): void {
  const flow = flowOf(talk, frame);
  const summary = frame.question?.step ?? frame.step;
  delete frame.question;
  if (typeof option.value !== 'string') {
    frame.step = summary;
    return;
  }
  const { answers, trail } = structuredClone(frame);
  const place = trail.indexOf(option.value);
  if (place >= 0) frame.trail.length = place;
  frame.editing = { summary, answers, trail, step: option.value, kept: frame.trail.length };
  forget(flow, frame, option.key);
  frame.step = option.value;
}

/** Leaves the answer that was to be changed as it was, and goes back to the summary. */
export function keepAnswers(frame: Frame): void {
  if (!frame.editing) return;
  const { summary, answers, trail } = frame.editing;
  delete frame.editing;
  delete frame.question;
  Object.assign(frame, { answers, trail, step: summary });
}

import type { FixedOption, Flow, Step } from './definition.ts';
import { forget } from './forget.ts';
import type { Frame, ShownOption } from './position.ts';
import { flowOf, sayQuestion, type Talk } from './talk.ts';
import { holds, question } from './walk.ts';

type WaitingStep = Extract<Step, { kind: 'ask' | 'choose' }>;

/** Asks which of the answers is to be changed: those that the summary offers and that are asked for here. */
export function askEdit(talk: Talk, frame: Frame, step: WaitingStep, fixed: FixedOption): void {
  const flow = flowOf(talk, frame);
  const titled = flow.steps.flatMap((candidate): ShownOption[] =>
    (candidate.kind === 'ask' || candidate.kind === 'choose') &&
    fixed.edits.includes(candidate.as) &&
    candidate.title &&
    (!candidate.when || holds(candidate.when, frame.answers)) &&
    isAsked(flow, frame, candidate)
      ? [{ key: candidate.as, label: trimmed(candidate.title), value: candidate.name }]
      : [],
  );
  const keep = { key: 'keep', label: trimmed(talk.book.texts['keep-option']), value: null };
  frame.question = question(talk, flow, step, 'edit', [...titled, keep]);
  sayQuestion(talk);
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
  frame.editing = { summary, answers, trail, kept: frame.trail.length };
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

import { isReady, startAgain } from './again.ts';
import { end, type Flow } from './definition.ts';
import { forget } from './forget.ts';
import { type Ended, type Frame, openQuestion } from './position.ts';
import { answersOf, kindOf } from './steps.ts';
import type { Talk } from './talk.ts';
import { at } from './template.ts';

/**
 * Carries a position over a change of its flows. Where the open question is still the same, and all that
 * is certain there in the changed flow is known, it stays open and `true` is given. Else the person goes on
 * at the first step, in the flow's order, whose answer is missing, with the answers kept; `false`: this
 * event was meant for a question that is gone.
 */
export function upgrade(talk: Talk): boolean {
  const { position, book } = talk;
  const before = openQuestion(position)?.id;
  position.frames = position.frames.filter(({ flow }) => Object.hasOwn(book.flows, flow));
  for (const frame of position.frames) {
    const flow = book.flows[frame.flow];
    if (flow && flow.fingerprint !== frame.fingerprint) carry(frame, flow);
  }
  return before === undefined || openQuestion(position)?.id === before;
}

function carry(frame: Frame, flow: Flow): void {
  const renamed = (name: string, known: string[]) =>
    known.includes(name) || !Object.hasOwn(flow.renamed, name)
      ? name
      : (flow.renamed[name] ?? name);
  const steps = flow.steps.map(({ name }) => name);
  const answers = answersOf(flow);
  const stepNow = (name: string) => (name === end ? end : renamed(name, steps));

  frame.fingerprint = flow.fingerprint;
  frame.answers = mapKeys(frame.answers, (name) => renamed(name, answers));
  frame.kinds = mapKeys(frame.kinds, (name) => renamed(name, answers));
  takeBack(frame, flow);
  frame.ends = doneNow(mapKeys(frame.ends, stepNow), frame, flow);
  frame.step = stepNow(frame.step);
  if (frame.question) frame.question.step = stepNow(frame.question.step);
  frame.trail = frame.trail.map(stepNow).filter((name) => steps.includes(name));
  delete frame.editing;
  if (stands(frame, flow)) return;
  startAgain(frame, flow, afterRecord(frame, flow));
}

/**
 * The step after the last record that was made: there is no way back over it, and what is read before it could
 * come out otherwise now, e.g. that the place is full, because of that very record.
 */
function afterRecord(frame: Frame, flow: Flow): string | undefined {
  const last = Object.entries(frame.ends).findLast(([, { end }]) => end !== '');
  const made = last && flow.steps.find(({ name }) => name === last[0]);
  const next = made?.kind === 'do' ? made.on[last?.[1].end ?? ''] : undefined;
  return next !== undefined && isReady(next, frame, flow) ? next : undefined;
}

const mapKeys = <T>(record: Record<string, T>, to: (name: string) => string) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [to(name), value]));

/** Answers to what is no longer asked are given again; what was recorded with them stays recorded. */
function takeBack(frame: Frame, flow: Flow): void {
  const { answers, ends } = structuredClone(frame);
  for (const answer of Object.keys(answers)) {
    if (!isStillOne(answer, frame, flow)) forget(flow, frame, answer);
  }
  frame.ends = ends;
  for (const { as } of Object.values(ends)) {
    const gave = answers[as];
    if (gave !== undefined) frame.answers[as] = gave;
  }
}

/** Whether an answer answers the question that is asked under its name now. */
function isStillOne(answer: string, { answers, kinds }: Frame, flow: Flow): boolean {
  const asking = flow.steps.filter(
    (step) => (step.kind === 'ask' || step.kind === 'choose') && step.as === answer,
  );
  const given = kinds[answer];
  if (given === undefined || asking.length === 0) return true;
  const key = at(answers[answer], 'key');
  return asking.some((step) => {
    if ((step.kind !== 'ask' && step.kind !== 'choose') || kindOf(step) !== given) return false;
    return given !== 'choose' || step.options.some((option) => option.key === key);
  });
}

/** Whether the frame can go on where it is. */
function stands(frame: Frame, flow: Flow): boolean {
  const { step, question } = frame;
  if (!isReady(step, frame, flow)) return false;
  return !question || (question.step === step && flow.signatures[step] === question.signature);
}

/**
 * What was done, under the steps that do it now: a step that was renamed without a word about it is known
 * by what it calls.
 */
function doneNow(ends: Record<string, Ended>, frame: Frame, flow: Flow): Record<string, Ended> {
  const doing = flow.steps.flatMap((step) => {
    if (step.kind === 'do') return [{ name: step.name, action: step.action, as: step.as }];
    return step.kind === 'go' ? [{ name: step.name, action: step.to, as: step.name }] : [];
  });
  const kept: Record<string, Ended> = {};
  for (const [name, ended] of Object.entries(ends)) {
    const alike = doing.filter(({ action }) => action === ended.action);
    const step =
      alike.find((other) => other.name === name) ??
      alike.find((other) => !Object.hasOwn(ends, other.name));
    kept[step?.name ?? name] = { ...ended, as: step?.as ?? ended.as };
    const gave = frame.answers[ended.as];
    if (step && gave !== undefined && step.as !== ended.as) frame.answers[step.as] = gave;
  }
  return kept;
}

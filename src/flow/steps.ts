import type { Label } from '../chat/message.ts';
import { end, type Flow, type Step } from './definition.ts';

/** What can be told of a step without walking it. */

/** Something that a step says, and where in the step it is written: `['on', 'reserved']`. */
export type Written<T> = T & { at: string[] };

/** Every step that can follow this one by name. */
export function leadsTo(step: Step): Written<{ to: string }>[] {
  const named = step.next === undefined ? [] : [{ to: step.next, at: ['next'] }];
  if (step.kind === 'go') return [...named, { to: step.to, at: ['go'] }];
  if (step.kind === 'do') return [...named, ...ways(step.on)];
  if (step.kind === 'say') return named;
  const options = step.options.flatMap(({ key, to }) =>
    to === undefined ? [] : [{ to, at: [...optionAt(step, key), 'to'] }],
  );
  const ends = step.kind === 'choose' && step.from ? ways(step.from.on) : [];
  return [...named, ...options, ...ends];
}

const ways = (on: Record<string, string>) =>
  Object.entries(on).map(([name, to]) => ({ to, at: ['on', name] }));

/** Options stand under `choose`, or under `options` beside a list or a free answer. */
export const optionAt = (step: Step, key: string): string[] =>
  step.kind === 'choose' && !step.from ? ['choose', key] : ['options', key];

/** What kind of answer a question takes: `quantity`, `choose`, or the list that it is chosen from. */
export const kindOf = (step: Extract<Step, { kind: 'ask' | 'choose' }>): string =>
  step.kind === 'ask' ? step.type : (step.from?.action ?? 'choose');

/** The action that a step calls, if any. */
export function callOf(step: Step) {
  if (step.kind === 'do') return step;
  return step.kind === 'choose' ? step.from : undefined;
}

export const answersOf = (flow: Flow): string[] => [
  ...new Set(flow.steps.flatMap((step) => ('as' in step ? [step.as] : []))),
];

export function textsOf(step: Step): Written<{ text: Label }>[] {
  if (step.kind === 'say') return [{ text: step.text, at: ['say'] }];
  if (step.kind !== 'ask' && step.kind !== 'choose') return [];
  const { title, unclear, help } = step;
  const named = Object.entries({ text: step.text, title, unclear, help }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ text, at: [name] }],
  );
  const labels = step.options.map(({ key, label }) => ({ text: label, at: optionAt(step, key) }));
  return [...named, ...labels];
}

/** The step that follows in the ordinary way. */
export const following = (flow: Flow, step: Step): string => step.next ?? below(flow, step);

/** The step that stands below: where a step leads whose condition does not hold, as if it were not there. */
export const below = (flow: Flow, step: Step): string =>
  flow.steps[flow.steps.indexOf(step) + 1]?.name ?? end;

/** Whether something is asked right after this step, over what is only said. */
export function asksNext(flow: Flow, step: Step): boolean {
  let next = flow.steps.find(({ name }) => name === following(flow, step));
  while (next?.kind === 'say') {
    const name = following(flow, next);
    next = flow.steps.find((candidate) => candidate.name === name);
  }
  return next?.kind === 'ask' || next?.kind === 'choose';
}

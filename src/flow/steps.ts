import type { Label } from '../chat/message.ts';
import { end, type Flow, type Step } from './definition.ts';

/** What can be told of a step without walking it. */

/** Every step that can follow this one by name. */
export function leadsTo(step: Step): string[] {
  const named = step.next === undefined ? [] : [step.next];
  if (step.kind === 'go') return [...named, step.to];
  if (step.kind === 'do') return [...named, ...Object.values(step.on)];
  if (step.kind === 'say') return named;
  const options = step.options.flatMap(({ to }) => (to === undefined ? [] : [to]));
  const ends = step.kind === 'choose' && step.from ? Object.values(step.from.on) : [];
  return [...named, ...options, ...ends];
}

export const answersOf = (flow: Flow): string[] => [
  ...new Set(flow.steps.flatMap((step) => ('as' in step ? [step.as] : []))),
];

export function textsOf(step: Step): Label[] {
  if (step.kind === 'say') return [step.text];
  if (step.kind !== 'ask' && step.kind !== 'choose') return [];
  const { text, title, unclear, help, options } = step;
  return [text, title, unclear, help, ...options.map(({ label }) => label)].filter(
    (label) => label !== undefined,
  );
}

/** The step that follows in the ordinary way. */
export const following = (flow: Flow, step: Step): string =>
  step.next ?? flow.steps[flow.steps.indexOf(step) + 1]?.name ?? end;

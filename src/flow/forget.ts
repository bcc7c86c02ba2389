import type { Flow, Step } from './definition.ts';
import type { Frame } from './position.ts';
import { placeholders } from './template.ts';

/**
 * Takes an answer back, with every answer that was found with its help: a package, when its field changes;
 * the number of an RW that was asked for because the place had none.
 */
export function forget(flow: Flow, frame: Frame, answer: string): void {
  changed(flow, frame, answer);
  if (!Object.hasOwn(frame.answers, answer)) return;
  delete frame.answers[answer];
  delete frame.kinds[answer];
  for (const step of flow.steps) {
    if ('as' in step && step.as !== answer && uses(step, answer)) forget(flow, frame, step.as);
  }
}

/** The same by the person's own doing: while another answer is changed, it does not come back by itself. */
export function takeBack(flow: Flow, frame: Frame, answer: string): void {
  forget(flow, frame, answer);
  if (frame.editing) frame.editing.asked = [...(frame.editing.asked ?? []), answer];
}

/** What was recorded with an answer was not recorded with another one: the verb may be called again. */
export function changed(flow: Flow, frame: Frame, answer: string): void {
  for (const step of flow.steps) {
    if (step.kind === 'do' && uses(step, answer)) delete frame.ends[step.name];
  }
}

/** Whether what a step gives depends on an answer. The words of its question do not. */
export function uses(step: Step, answer: string): boolean {
  const called = step.kind === 'do' ? step : step.kind === 'choose' ? step.from : undefined;
  const paths = [
    ...Object.values(called?.with ?? {}),
    ...(step.when && !isInstead(step.when) ? [step.when.answer] : []),
    ...(step.kind === 'ask' && step.of ? [step.of] : []),
    ...('options' in step ? step.options.flatMap(({ label }) => namesIn(label.id)) : []),
  ];
  return paths.some((path) => path.split('.')[0] === answer);
}

/** `package is missing`: what was asked because nothing else was said stays, when that other answer is taken back. */
const isInstead = ({ answer, test }: NonNullable<Step['when']>) =>
  test === 'missing' && !answer.includes('.');

const namesIn = (text: string) => placeholders(text).map(({ path }) => path);

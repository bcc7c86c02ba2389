import { end, type Flow } from './definition.ts';
import type { Frame } from './position.ts';

/** Going the way again after a change of the flow, over every question whose answer is kept. */

/** Whether what a step uses, and every path to it gives, is known. */
export const isReady = (step: string, { answers }: Frame, flow: Flow): boolean =>
  step === end || (flow.before[step]?.every((name) => Object.hasOwn(answers, name)) ?? false);

/** Puts the frame at a step, or at the first one, from where it walks on. What was done is not done again. */
export function startAgain(frame: Frame, flow: Flow, step = flow.steps[0]?.name ?? end): void {
  frame.trail = [];
  frame.step = step;
  delete frame.question;
  delete frame.editing;
  for (const done of Object.values(frame.ends)) done.carried = true;
}

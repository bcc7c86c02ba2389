import type { Flow } from './definition.ts';
import { chainOf, type WaitingStep } from './hear.ts';
import type { Frame, Json } from './position.ts';
import { kindOf } from './steps.ts';
import { saySystem, type Talk, writeAnswer } from './talk.ts';

/** What was read is said back: a misreading that is seen is no silent one. */

/** Back at the summary: what was changed, in the words of the summary. */
export function sayChanged(talk: Talk, frame: Frame, flow: Flow): void {
  const step = flow.steps.find(({ name }) => name === frame.editing?.step);
  if (!step || !('as' in step) || !('title' in step) || !step.title) return;
  const value = writeAnswer(talk, step.as, frame.answers[step.as]);
  const title = step.title[talk.position.language].trim();
  if (value !== '') saySystem(talk, 'changed', { title, value });
}

/** Answered by what was said before: the question is passed over, and said back with the next one. */
export function takeClaimed(talk: Talk, frame: Frame, step: WaitingStep, value: Json): void {
  frame.answers[step.as] = value;
  frame.kinds[step.as] = kindOf(step);
  const written = writeAnswer(talk, step.as, value).split(': ')[0] ?? '';
  const title = step.title?.[talk.position.language].trim();
  talk.read.push(step.kind === 'ask' && title ? `${title}: ${written}` : written);
}

/** Says back what was taken from a sentence; of what waits for later questions, that it is not lost. */
export function sayHeard(talk: Talk): void {
  if (talk.read.length > 0) saySystem(talk, 'heard', { read: talk.read.join('; ') });
  else if (talk.hasHeard && chainOf(talk)[0]?.heard?.some(({ type }) => type !== 'sentence'))
    saySystem(talk, 'heard-later');
  talk.read = [];
  talk.hasHeard = false;
}

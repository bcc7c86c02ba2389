import { readRelative } from '../language/relative.ts';
import { checked } from './answer.ts';
import type { AskStep } from './definition.ts';
import type { Frame, Question } from './position.ts';
import { flowOf, type Talk } from './talk.ts';
import { at } from './template.ts';
import { whichOf } from './walk.ts';

/**
 * `tambah 5` where it is 25 now is asked as 30, never taken as 5. Nothing where the words say no such thing, or
 * what it is now is not known.
 */
export function relativeReading(
  talk: Talk,
  frame: Frame,
  step: AskStep,
  words: string,
): Question | undefined {
  const now = amountNow(frame, step);
  if (step.type !== 'quantity' || now === undefined) return undefined;
  const said = readRelative(words);
  if (!said) return undefined;
  const reading = 'to' in said ? said.to : said.by;
  const values = 'value' in reading ? [reading.value] : 'ask' in reading ? reading.ask : [];
  const reckoned = values.map((value) => ('to' in said ? value : now + said.sign * value));
  const answer = checked(step, { ask: reckoned }, talk.event.now);
  return 'ask' in answer ? whichOf(talk, flowOf(talk, frame), step, answer.ask, words) : undefined;
}

/** What is to be changed: the answer as it stands, or the figure that the step names. */
function amountNow(frame: Frame, step: AskStep): number | undefined {
  const kept = frame.editing?.answers[step.as];
  const named = step.now === undefined ? undefined : at(frame.answers, step.now);
  const now = kept ?? named ?? allOf(frame, step);
  return typeof now === 'number' ? now : undefined;
}

/** All that there is to count, where the step names the figure. */
export function allOf(frame: Frame, step: AskStep): number | undefined {
  const all = step.all === undefined ? undefined : at(frame.answers, step.all);
  return typeof all === 'number' ? all : undefined;
}

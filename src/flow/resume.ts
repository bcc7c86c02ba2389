import type { Frame } from './position.ts';
import { saySystem, type Talk } from './talk.ts';
import { firstOfChain } from './trail.ts';

/** Going on with what was interrupted, once what was opened over it is over. */

const day = 24 * 3600_000;
/** A question that came back so often, unanswered, is let go; where answers were given, after so many days. */
const mostReturns = 2;
const mostDays = 3;

/**
 * Says that what was interrupted goes on; or lets it go, where nobody cares for it any more: nothing was answered yet and it
 * has come back twice, or lain for a day; or it has lain for days. A side question of before is gone in any case.
 */
export function resume(talk: Talk): void {
  const { frames } = talk.position;
  const frame = frames.at(-1);
  if (!frame?.question) return;
  const from = firstOfChain(frames);
  const age = talk.event.now.getTime() - (frame.left ?? talk.event.now.getTime());
  const isBegun = frames.slice(from).some(({ trail }) => trail.length > 0);
  const isOld = age > (isBegun ? mostDays * day : day);
  // Who asks whether this is a fraud, and asks again, has not turned away from the question.
  if (!talk.isAside) frame.returns = (frame.returns ?? 0) + 1;
  if (isOld || (!isBegun && (frame.returns ?? 0) > mostReturns)) {
    frames.length = from;
    return resume(talk);
  }
  settleSide(frame);
  saySystem(talk, 'resumed');
}

/** A question about how something was meant does not outlive what came between: the question itself is asked. */
export function settleSide(frame: Frame): void {
  if (frame.question?.kind === 'aside') backToQuestion(frame);
  if (frame.question?.kind === 'which') delete frame.question;
}

/** Puts the question itself back, as if nothing had come between. */
export function backToQuestion(frame: Frame): void {
  const { behind } = frame.question ?? {};
  if (behind) frame.question = { ...behind, misses: 0 };
}

/** Whoever taps twice on a confirmation hears what was recorded. */
export function noteRecord({ position, answered, event }: Talk, number: unknown): void {
  if (answered === undefined || typeof number !== 'string') return;
  position.recorded = { question: answered, number, at: event.now.getTime() };
}

/** Says it, and stands as what was said last: a `ya` after it is for it again. */
export function sayRecorded(talk: Talk): void {
  const { recorded } = talk.position;
  if (!recorded) return;
  saySystem(talk, 'recorded-before', { number: recorded.number });
  recorded.at = talk.event.now.getTime();
}

import type { Frame, Question } from './position.ts';
import { listed, type Request, type Result, request, target } from './request.ts';
import { flowOf, shown, stepOf, type Talk } from './talk.ts';

/**
 * A list that an action gives is looked up anew where it is said again: what could be chosen then may be gone, its counts are
 * of now. Where nothing is left of it, the flow goes on as if it had just come here.
 */
export function* isGone(
  talk: Talk,
  frame: Frame,
  asked: Question,
): Generator<Request, boolean, Result> {
  const flow = flowOf(talk, frame);
  const step = stepOf(flow, asked.step);
  const isNew = asked.id.startsWith(talk.event.seed.slice(0, 10));
  if (isNew || asked.kind !== 'choose' || step.kind !== 'choose' || !step.from) return false;
  const result = yield request(talk, frame, step.from.action, step.from.with);
  const { items } = result.gives;
  if (!Array.isArray(items)) {
    delete frame.question;
    frame.step = target(step.from.on, result.end, step.name);
    return true;
  }
  asked.options = [...items.map(listed), ...step.options.map((option) => shown(option, talk))];
  asked.from = asked.from < asked.options.length ? asked.from : 0;
  return false;
}

import type { Flow } from './definition.ts';
import { uses } from './forget.ts';
import type { WaitingStep } from './hear.ts';
import type { Answers, Frame, Question, ShownOption } from './position.ts';
import { listed, type Request, type Result, request, target } from './request.ts';
import { following, kindOf } from './steps.ts';
import { flowOf, shown, stepOf, type Talk } from './talk.ts';
import { at } from './template.ts';
import { passed } from './trail.ts';

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

/**
 * What was chosen stays, while another answer is changed that it only depends on by a detour, as long as it is still offered for
 * the same: with another budget for the same package the same RW 03, and still *Antar sendiri*. Of what the author wrote down only
 * a line of the summary stays; to a division, whose figures are others now, one says yes again.
 */
export function stays(
  frame: Frame,
  flow: Flow,
  step: WaitingStep,
  options: ShownOption[],
): boolean {
  const { editing } = frame;
  const edited = flow.steps.find(({ name }) => name === editing?.step);
  if (!editing || !edited || !('as' in edited) || step.kind !== 'choose') return false;
  if (step.as === edited.as || uses(step, edited.as) || !(step.from || step.title)) return false;
  if (editing.asked?.includes(step.as) || !isForTheSame(frame, step, editing.answers)) return false;
  const before = editing.answers[step.as];
  const option = options.find(({ key }) => key === at(before, 'key'));
  const fixed = step.options.find(({ key }) => key === option?.key);
  if (!option || fixed?.cancels || (fixed && fixed.edits.length > 0)) return false;
  frame.answers[step.as] = option.value;
  frame.kinds[step.as] = kindOf(step);
  passed(frame, step.name);
  frame.step = fixed?.to ?? following(flow, step);
  return true;
}

/** Whether what its list was looked up with is what it was: the same package and area, whatever has become of their amounts. */
function isForTheSame(
  { answers }: Frame,
  { from }: WaitingStep & { kind: 'choose' },
  before: Answers,
) {
  const keyed = (value: unknown) => JSON.stringify(at(value, 'key') ?? value);
  return Object.values(from?.with ?? {}).every((path) => {
    const [root = ''] = path.split('.');
    return keyed(answers[root]) === keyed(before[root]);
  });
}

import { isReady, startAgain } from './again.ts';
import { writtenBounds } from './answer.ts';
import { readChoice } from './choice.ts';
import { claim, optionHeard } from './claim.ts';
import {
  type Condition,
  type DoStep,
  end,
  type Flow,
  type GoStep,
  type Step,
} from './definition.ts';
import { takeBack } from './forget.ts';
import type { WaitingStep } from './hear.ts';
import { isSaid } from './hear.ts';
import type { Answers, Ended, Frame, Json, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { sayChanged, sayHeard, takeClaimed } from './readback.ts';
import { isGone, stays } from './relist.ts';
import { listed, type Request, type Result, request, target } from './request.ts';
import { goesOn, saysNothing } from './rest.ts';
import { noteRecord, resume } from './resume.ts';
import { asksNext, below, following, kindOf } from './steps.ts';
import {
  flowOf,
  sayLabel,
  sayQuestion,
  saySystem,
  sayWord,
  shown,
  stepOf,
  type Talk,
  writeAnswer,
} from './talk.ts';
import { at } from './template.ts';
import { arrivedAt, forgetWay, passed } from './trail.ts';
import { visit } from './visit.ts';

export type { Request, Result };
export type Walk = Generator<Request, void, Result>;

/** A turn that takes more steps than this walks in a circle. */
const stepBudget = 100;

/**
 * Walks on from where the conversation stands until a question is open or everything has ended.
 * Questions whose answer is known are passed over: that alone is what makes several answers in one
 * sentence, changing one answer at the summary, and going on after a changed flow work.
 */
export function* walk(talk: Talk): Walk {
  for (let frame = top(talk.position); frame; frame = top(talk.position)) {
    if (frame.question) {
      if (yield* isGone(talk, frame, frame.question)) continue;
      sayHeard(talk);
      sayQuestion(talk);
      return;
    }
    if (frame.step === end) {
      talk.position.frames.pop();
      if (frame.interrupts) resume(talk);
      continue;
    }
    if (++talk.steps > stepBudget)
      throw new Error(`${frame.flow}/${frame.step} goes round in a circle.`);
    const flow = flowOf(talk, frame);
    yield* pass(talk, frame, flow, stepOf(flow, frame.step));
  }
}

function* pass(talk: Talk, frame: Frame, flow: Flow, step: Step): Walk {
  // What is missing here is asked for by a step that was new when the flow was changed.
  if (!isReady(step.name, frame, flow)) return startAgain(frame, flow);
  const isPassed =
    !isChanged(frame, step) &&
    step.when &&
    (!holds(step.when, frame.answers) || isSaid(talk, flow, step.when));
  if (isPassed) {
    frame.step = below(flow, step);
    return;
  }
  switch (step.kind) {
    case 'say': {
      const name = `${flow.name}/${step.name}`;
      const isKnown = step.once && talk.position.saidOnce.includes(name);
      if (!isKnown) (step.joins ? sayWord : sayLabel)(talk, step.text);
      if (step.once && !isKnown) talk.position.saidOnce.push(name);
      frame.step = following(flow, step);
      return;
    }
    case 'go':
      go(talk, frame, flow, step);
      return;
    case 'do':
      yield* call(talk, frame, flow, step);
      return;
    default:
      if (Object.hasOwn(frame.answers, step.as)) {
        if (!isGivenBefore(flow, frame, step)) passed(frame, step.name);
        frame.step = following(flow, step);
      } else yield* openStep(talk, frame, flow, step);
  }
}

/** What the person chose to change is asked, though by its condition it would not be. */
const isChanged = ({ editing, answers }: Frame, step: Step): boolean =>
  step.kind === 'ask' &&
  step.editable &&
  editing?.step === step.name &&
  !Object.hasOwn(answers, step.as);

/** Two questions may give one answer, the second for what the first has no choice for: the one that was asked is on the way. */
function isGivenBefore(
  flow: Flow,
  frame: Frame,
  { name, as }: { name: string; as: string },
): boolean {
  return frame.trail.some((earlier) => {
    const step = flow.steps.find((candidate) => candidate.name === earlier);
    return step !== undefined && earlier !== name && 'as' in step && step.as === as;
  });
}

function go(talk: Talk, frame: Frame, flow: Flow, step: GoStep): void {
  const isVisit = Object.hasOwn(talk.book.flows, step.to);
  frame.step = isVisit ? following(flow, step) : step.to;
  if (isVisit && wasDone(frame, step.name)) return;
  for (const answer of step.forget) takeBack(flow, frame, answer);
  if (!isVisit) return;
  frame.ends[step.name] = { action: step.to, as: step.name, end: '' };
  visit(talk, step.to, false);
}

/** How a step ended before the flow was changed. Asked once: whoever comes by again does it again. */
function wasDone(frame: Frame, step: string): Ended | undefined {
  const known = frame.ends[step];
  if (!known?.carried) return undefined;
  const { carried: _, ...ended } = known;
  frame.ends[step] = ended;
  return ended;
}

function* call(talk: Talk, frame: Frame, flow: Flow, step: DoStep): Walk {
  const done = wasDone(frame, step.name);
  if (done) {
    forgetWay(talk.position);
    // An end that is no longer known to the flow leads nowhere: what was recorded stays, and the flow is over.
    frame.step = step.on[done.end] ?? end;
    return;
  }
  if (step.creates && talk.answered === undefined) return askBefore(frame, flow, step);
  const result = yield request(talk, frame, step.action, step.with);
  if (result.forgets) forgetAll(talk, frame);
  frame.answers[step.as] = result.gives as Answers;
  if (result.creates) {
    delete frame.ends[step.name]; // The last one is to stand last.
    frame.ends[step.name] = { action: step.action, as: step.as, end: result.end };
    forgetWay(talk.position);
    noteRecord(talk, result.gives.number);
  }
  frame.step = target(step.on, result.end, step.name);
}

/** Of the conversation there is only what follows: whoever writes next is met as somebody new. */
function forgetAll({ position }: Talk, frame: Frame): void {
  position.frames = [frame];
  position.saidOnce = [];
  Object.assign(frame, { answers: {}, kinds: {}, trail: [], ends: {}, interrupts: false });
  delete frame.heard;
  delete frame.editing;
}

/**
 * After a change of the flow a verb may be reached that makes a record, and no answer led there now: the
 * question before it is asked again, so that nothing is recorded that nobody said yes to.
 */
function askBefore(frame: Frame, flow: Flow, step: DoStep): void {
  const asks = flow.steps.filter(
    (other): other is Extract<Step, { kind: 'ask' | 'choose' }> =>
      (other.kind === 'ask' || other.kind === 'choose') &&
      (!other.when || holds(other.when, frame.answers)),
  );
  const own = flow.steps.indexOf(step);
  const before =
    asks.findLast((ask) => flow.steps.indexOf(ask) < own && Object.hasOwn(frame.answers, ask.as)) ??
    asks[0];
  if (!before) throw new Error(`${flow.name}/${step.name} makes a record and follows no question.`);
  delete frame.answers[before.as];
  delete frame.kinds[before.as];
  frame.step = before.name;
}

function* openStep(talk: Talk, frame: Frame, flow: Flow, step: WaitingStep): Walk {
  const options = step.options.map((option) => shown(option, talk));
  if (step.kind === 'choose' && step.from) {
    const result = yield request(talk, frame, step.from.action, step.from.with);
    const items = result.gives.items;
    if (!Array.isArray(items)) {
      frame.step = target(step.from.on, result.end, step.name);
      return;
    }
    const [only, ...others] = items.map(listed);
    const isAlone = only !== undefined && others.length === 0 && step.alone;
    const isForNext = isAlone && goesOn(talk.rest) && asksNext(flow, step);
    if (isAlone && (isForNext || isMeant(talk, only))) {
      if (!isForNext) delete talk.rest;
      frame.answers[step.as] = only.value;
      frame.kinds[step.as] = kindOf(step);
      frame.step = following(flow, step);
      return;
    }
    options.unshift(...items.map(listed));
  }
  if (stays(frame, flow, step, options)) return;
  const said = claim(talk, frame, flow, step, options);
  if (said && 'value' in said) return takeClaimed(talk, frame, step, said.value);
  const heard = said || step.kind !== 'ask' ? undefined : optionHeard(talk, step);
  if (heard?.to !== undefined) {
    frame.step = heard.to;
    return;
  }
  arrivedAt(frame, step.name);
  if (said && 'ask' in said) {
    frame.question = whichOf(talk, flow, step, said.ask, said.words);
    return;
  }
  if (said && 'notListed' in said) saySystem(talk, 'heard-not-listed', { typed: said.notListed });
  if (said && 'unclear' in said && step.kind === 'ask')
    saySystem(talk, said.unclear, {
      typed: said.words,
      ...writtenBounds(step, talk.event.now, talk.position.language),
    });
  if (frame.editing?.summary === step.name) {
    sayChanged(talk, frame, flow);
    delete frame.editing;
  }
  frame.question = question(talk, flow, step, step.kind, options);
}

/** The only thing of a list is not taken against what was said: `sudah sampai 30 paket` names none of it. */
function isMeant({ rest, position }: Talk, only: ShownOption): boolean {
  if (rest === undefined || saysNothing.test(rest)) return true;
  return readChoice(rest, [only], 'words', position.language) === only;
}

/** Several readings of some words, each written out in full as the step's own answer would be. */
export function whichOf(
  talk: Talk,
  flow: Flow,
  step: WaitingStep,
  readings: Json[],
  words: string,
): Question {
  const options = readings.map((value, index) => ({
    key: `reading-${index + 1}`,
    label: writeAnswer(talk, step.as, value),
    value,
  }));
  const typed = words.replace(/\s+/g, ' ').trim().slice(0, 60);
  return { ...question(talk, flow, step, 'which', options), typed };
}

export function question(
  talk: Talk,
  flow: Flow,
  step: Step,
  kind: Question['kind'],
  options: ShownOption[],
): Question {
  const id = `${talk.event.seed.slice(0, 10)}${talk.steps.toString(36)}`;
  const signature = flow.signatures[step.name] ?? '';
  return { id, step: step.name, signature, kind, options, from: 0, misses: 0 };
}

export function holds(condition: Condition, answers: Answers): boolean {
  const found = at(answers, condition.answer);
  const given = found !== undefined && found !== null;
  if (!('values' in condition)) return given === (condition.test === 'given');
  const key = typeof found === 'object' ? at(found, 'key') : found;
  return condition.values.includes(String(key)) === (condition.test === 'is');
}

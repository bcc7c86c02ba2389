import type { Language } from '../chat/message.ts';
import { type Condition, type DoStep, end, type Flow, type Step } from './definition.ts';
import type { Answers, Frame, Json, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { following } from './steps.ts';
import { flowOf, sayLabel, sayQuestion, sayWord, shown, stepOf, type Talk } from './talk.ts';
import { at, isLabel } from './template.ts';

/** What the flow asks of the turn: to call an action and to be resumed with how it ended. */
export interface Request {
  action: string;
  needs: Record<string, unknown>;
  language: Language;
  /** The question whose answer led here; empty where none did. */
  question: string;
}
export interface Result {
  end: string;
  gives: Record<string, unknown>;
  /** The action makes records: there is no way back over it. */
  creates: boolean;
}
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
      sayQuestion(talk);
      return;
    }
    if (frame.step === end) {
      talk.position.frames.pop();
      continue;
    }
    if (++talk.steps > stepBudget)
      throw new Error(`${frame.flow}/${frame.step} goes round in a circle.`);
    const flow = flowOf(talk, frame);
    yield* pass(talk, frame, flow, stepOf(flow, frame.step));
  }
}

function* pass(talk: Talk, frame: Frame, flow: Flow, step: Step): Walk {
  if (step.when && !holds(step.when, frame.answers)) {
    frame.step = following(flow, step);
    return;
  }
  switch (step.kind) {
    case 'say': {
      const name = `${flow.name}/${step.name}`;
      if (!step.once || !talk.position.saidOnce.includes(name)) {
        if (step.joins) sayWord(talk, step.text);
        else sayLabel(talk, step.text);
      }
      if (step.once && !talk.position.saidOnce.includes(name)) talk.position.saidOnce.push(name);
      frame.step = following(flow, step);
      return;
    }
    case 'go':
      for (const answer of step.forget) forget(flow, frame, answer);
      frame.step = following(flow, step);
      if (talk.book.flows[step.to]) visit(talk, step.to, false);
      else frame.step = step.to;
      return;
    case 'do':
      yield* call(talk, frame, step);
      return;
    default:
      if (Object.hasOwn(frame.answers, step.as)) frame.step = following(flow, step);
      else yield* openStep(talk, frame, flow, step);
  }
}

function* call(talk: Talk, frame: Frame, step: DoStep): Walk {
  const known = frame.ends[step.name];
  if (known !== undefined && talk.answered === undefined) {
    frame.step = target(step.on, known, step.name);
    return;
  }
  const result = yield request(talk, frame, step.action, step.with);
  frame.answers[step.as] = result.gives as Answers;
  if (result.creates) {
    frame.ends[step.name] = result.end;
    for (const walked of talk.position.frames) walked.trail = [];
  }
  frame.step = target(step.on, result.end, step.name);
}

function* openStep(
  talk: Talk,
  frame: Frame,
  flow: Flow,
  step: Extract<Step, { kind: 'ask' | 'choose' }>,
): Walk {
  const options = step.options.map((option) => shown(option, talk));
  if (step.kind === 'choose' && step.from) {
    const result = yield request(talk, frame, step.from.action, step.from.with);
    const items = result.gives.items;
    if (!Array.isArray(items)) {
      frame.step = target(step.from.on, result.end, step.name);
      return;
    }
    options.unshift(...items.map(listed));
  }
  frame.question = question(talk, flow, step, step.kind, options);
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

function listed(item: unknown): ShownOption {
  const key = at(item, 'key');
  const label = at(item, 'label');
  if (typeof key !== 'string' || !(typeof label === 'string' || isLabel(label))) {
    throw new Error('A list to choose from needs items of a key and a label.');
  }
  return { key, label, value: item as Json };
}

function request(talk: Talk, frame: Frame, action: string, needs: Record<string, string>): Request {
  const given = Object.entries(needs)
    .map(([name, path]) => [name, at(frame.answers, path)] as const)
    .filter(([, value]) => value !== undefined);
  return {
    action,
    needs: Object.fromEntries(given),
    question: talk.answered ?? '',
    language: talk.position.language,
  };
}

function target(on: Record<string, string>, ended: string, step: string): string {
  const next = on[ended];
  if (next === undefined) throw new Error(`Step ${step} does not say what follows on ${ended}.`);
  return next;
}

/** Opens a flow on top of the one that is walked, or goes back to it where it is already open below. */
export function visit(talk: Talk, name: string, interrupts: boolean): void {
  const { frames } = talk.position;
  const open = frames.findIndex((frame) => frame.flow === name);
  if (open >= 0) {
    frames.length = open + 1;
    return;
  }
  const flow = talk.book.flows[name];
  if (!flow) throw new Error(`There is no flow ${name}.`);
  const step = flow.steps[0]?.name ?? end;
  frames.push({
    flow: name,
    fingerprint: flow.fingerprint,
    step,
    answers: {},
    trail: [],
    ends: {},
    interrupts,
  });
  const most = 6;
  if (frames.length > most) frames.splice(0, frames.length - most);
}

/** Takes an answer back, with every answer that was found with its help: a package, when its field changes. */
export function forget(flow: Flow, frame: Frame, answer: string): void {
  if (!Object.hasOwn(frame.answers, answer)) return;
  delete frame.answers[answer];
  for (const step of flow.steps) {
    const uses =
      step.kind === 'do' ? step.with : step.kind === 'choose' ? (step.from?.with ?? {}) : {};
    if (step.kind === 'say' || step.kind === 'go') continue;
    if (Object.values(uses).some((path) => path.split('.')[0] === answer))
      forget(flow, frame, step.as);
  }
}

export function holds(condition: Condition, answers: Answers): boolean {
  const found = at(answers, condition.answer);
  const given = found !== undefined && found !== null;
  if (!('values' in condition)) return given === (condition.test === 'given');
  const key = typeof found === 'object' ? at(found, 'key') : found;
  return condition.values.includes(String(key)) === (condition.test === 'is');
}

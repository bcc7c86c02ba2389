import { createHash } from 'node:crypto';
import { answersBefore } from './answers.ts';
import { plain } from './choice.ts';
import type { Condition, FixedOption, Flow, Step } from './definition.ts';
import { type Actions, writingsOf } from './names.ts';
import type { FlowFile, OptionFile, StepFile } from './shape.ts';

/** Makes the flow that is walked from the flow that is written, and from what its actions are. */
export function buildFlow(written: FlowFile, path: string, actions: Actions): Flow {
  const steps = Object.entries(written.steps).map(([name, step]) => buildStep(name, step, actions));
  const signatures = Object.fromEntries(steps.map((step) => [step.name, hash(signature(step))]));
  const flow = {
    name: written.flow,
    file: path,
    title: written.title,
    ...(written.left ? { left: written.left } : {}),
    steps,
    renamed: written.renamed ?? {},
    words: written.words ?? {},
    ...(written.holds && { holds: { action: written.holds.do, on: written.holds.on } }),
    before: {},
    writings: {},
    signatures,
    fingerprint: hash(steps.map((step) => [step.name, signature(step), step.next, step.when])),
  };
  return { ...flow, before: answersBefore(flow, actions), writings: writingsOf(flow, actions) };
}

function buildStep(name: string, step: StepFile, actions: Actions): Step {
  const common = {
    name,
    ...(step.next === undefined ? {} : { next: step.next }),
    ...(step.when === undefined ? {} : { when: buildCondition(step.when) }),
  };
  if ('say' in step)
    return {
      ...common,
      kind: 'say',
      text: step.say,
      once: step.once ?? false,
      joins: step.joins ?? false,
    };
  if ('go' in step) return { ...common, kind: 'go', to: step.go, forget: step.forget ?? [] };
  if ('do' in step) {
    const { do: action, with: needs = {}, on, as = name } = step;
    const creates = actions[action]?.creates ?? false;
    return { ...common, kind: 'do', action, with: needs, on, as, creates };
  }
  const { as = name, text, title, unclear, help, fills } = step;
  const waiting = {
    ...common,
    as,
    text,
    ...(title ? { title } : {}),
    ...(unclear ? { unclear } : {}),
    ...(help ? { help } : {}),
    ...(fills === undefined ? {} : { fills }),
  };
  if ('ask' in step) {
    const { ask: type, of, counts, part, now, all, any = false, editable = false, min, max } = step;
    return {
      ...waiting,
      kind: 'ask',
      type,
      any,
      editable,
      options: buildOptions(step.options),
      ...(of === undefined ? {} : { of }),
      ...(counts === undefined ? {} : { counts: counts.map((words) => plain(words)) }),
      ...(part === undefined ? {} : { part }),
      ...(now === undefined ? {} : { now }),
      ...(all === undefined ? {} : { all }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
  }
  if (typeof step.choose !== 'string') {
    return { ...waiting, kind: 'choose', alone: false, options: buildOptions(step.choose) };
  }
  const from = { action: step.choose, with: step.with ?? {}, on: step.on ?? {} };
  const alone = step.alone === 'taken';
  return { ...waiting, kind: 'choose', from, alone, options: buildOptions(step.options) };
}

function buildOptions(options: Record<string, OptionFile> = {}): FixedOption[] {
  return Object.entries(options).map(([key, { id, en, ...rest }]) => ({
    key,
    label: { id: id.trim(), en: en.trim() },
    sets: Object.fromEntries(
      Object.entries(rest.sets ?? {}).map(([answer, path]) => [answer, path.replace(/\?$/, '')]),
    ),
    setsIfGiven: Object.entries(rest.sets ?? {}).flatMap(([answer, path]) =>
      path.endsWith('?') ? [answer] : [],
    ),
    forget: rest.forget ?? [],
    edits: rest.edits ?? [],
    cancels: rest.cancels ?? false,
    answers: rest.answers ?? false,
    also: (rest.also ?? []).map((words) => plain(words)),
    named: (rest.named ?? []).map((words) => plain(words)),
    none: rest.none ?? false,
    ...(rest.to === undefined ? {} : { to: rest.to }),
  }));
}

function buildCondition(when: string): Condition {
  const [answer = '', , ...rest] = when.split(' ');
  if (rest[0] === 'given' || rest[0] === 'missing') return { answer, test: rest[0] };
  const negated = rest[0] === 'not';
  const values = rest.slice(negated ? 1 : 0).filter((word) => word !== 'or');
  return { answer, test: negated ? 'is not' : 'is', values };
}

/** What a kept position depends on: never the texts, so that a better wording strands nobody. */
function signature(step: Step): unknown {
  switch (step.kind) {
    case 'ask':
      return ['ask', step.type, step.as, step.options.map(({ key }) => key)];
    case 'choose':
      return ['choose', step.from?.action, step.as, step.options.map(({ key }) => key)];
    case 'do':
      return ['do', step.action, step.with, step.on, step.as];
    case 'go':
      return ['go', step.to];
    case 'say':
      return ['say'];
  }
}

const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);

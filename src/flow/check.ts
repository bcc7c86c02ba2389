import type { Label } from '../chat/message.ts';
import { checkAnswers } from './answers.ts';
import { end, type Flow, type Step } from './definition.ts';
import { type Fault, type LineOf, type Say, unknown } from './fault.ts';
import { type Actions, endsOf, needsOf, valuesOf } from './names.ts';
import { answersOf, callOf, leadsTo, optionAt, textsOf } from './steps.ts';
import { placeholders } from './template.ts';

/** What a flow is checked against. */
export interface Surroundings {
  /** The names of all flows. */
  flows: string[];
  actions: Actions;
  lineOf: LineOf;
}

/**
 * Everything that would strand a person in this flow, all at once: steps, actions, ends and answers that
 * do not exist, ends without a way on, steps that nobody reaches, answers used before they are given.
 */
export function checkFlow(flow: Flow, { flows, actions, lineOf }: Surroundings): Fault[] {
  const faults: Fault[] = [];
  const fault = (at: string[], what: string) =>
    faults.push({ path: flow.file, line: lineOf(at), what });
  const say: Say = (step, what, at = []) =>
    fault(['steps', step.name, ...at], `step ${step.name}: ${what}`);

  if (flow.steps.length === 0) fault(['steps'], 'a flow needs a step');
  for (const step of flow.steps) {
    for (const { to, at } of leadsTo(step)) checkTarget(flow, flows, step, to, at, say);
    checkCall(step, actions, say);
    for (const { text, at } of textsOf(step)) {
      const what = differing(text);
      if (what) say(step, what, [...at, 'en']);
    }
    checkCondition(flow, step, actions, say);
    checkOptions(flow, step, say);
  }
  checkHolds(flow, actions, (at, what) => fault(['holds', ...at], `holds: ${what}`));
  const known = [...new Set([...flow.steps.map(({ name }) => name), ...answersOf(flow)])];
  for (const [old, now] of Object.entries(flow.renamed)) {
    if (!known.includes(now))
      fault(['renamed', old], `renamed: ${unknown('step or answer', now, known)}`);
    if (flow.steps.some(({ name }) => name === old) && answersOf(flow).includes(old))
      fault(['renamed', old], `renamed: there still are a step and an answer "${old}"`);
  }
  // Paths are only followed through a flow whose steps and actions exist.
  if (faults.length === 0) checkAnswers(flow, actions, say);
  return faults;
}

/** What is looked up on the way to nothing needs no answer, and changes nothing. */
function checkHolds(
  { holds, steps }: Flow,
  actions: Actions,
  fault: (at: string[], what: string) => void,
): void {
  if (!holds) return;
  const { action, on } = holds;
  if (!Object.hasOwn(actions, action))
    return fault(['do'], unknown('action', action, Object.keys(actions)));
  if (!actions[action]?.reads) fault(['do'], `${action} changes records: only a read can be asked`);
  const required = Object.entries(needsOf(actions, action)).filter(([, need]) => need.required);
  for (const [need] of required)
    fault(['do'], `${action} needs "${need}", which nobody gives here`);
  const ends = endsOf(actions, action).map(([name]) => name);
  const names = steps.map(({ name }) => name);
  for (const [name, to] of Object.entries(on)) {
    if (!ends.includes(name)) fault(['on', name], unknown(`end of ${action}`, name, ends));
    if (!names.includes(to)) fault(['on', name], unknown('step', to, names));
  }
}

function checkTarget(
  flow: Flow,
  flows: string[],
  step: Step,
  to: string,
  at: string[],
  say: Say,
): void {
  const steps = flow.steps.map(({ name }) => name);
  const isGo = at[0] === 'go';
  const known = isGo ? [...steps, ...flows, end] : [...steps, end];
  if (!known.includes(to)) say(step, unknown(isGo ? 'step or flow' : 'step', to, known), at);
  if (isGo && steps.includes(to) && flows.includes(to))
    say(step, `"${to}" is both a step and a flow: give one another name`, at);
}

function checkCall(step: Step, actions: Actions, say: Say): void {
  const call = callOf(step);
  if (!call) return;
  const own = step.kind === 'do' ? 'do' : 'choose';
  const action = Object.hasOwn(actions, call.action) ? actions[call.action] : undefined;
  if (!action) return say(step, unknown('action', call.action, Object.keys(actions)), [own]);

  const ends = endsOf(actions, call.action);
  const names = ends.map(([name]) => name);
  for (const name of Object.keys(call.on)) {
    if (!names.includes(name))
      say(step, unknown(`end of ${call.action}`, name, names), ['on', name]);
  }
  for (const [name, shape] of ends) {
    const feeds = step.kind === 'choose' && 'items' in shape.shape;
    if (!feeds && !Object.hasOwn(call.on, name))
      say(step, `does not say what follows on "${name}"`, ['on']);
  }
  if (step.kind === 'choose' && !ends.some(([, shape]) => 'items' in shape.shape))
    say(step, `${call.action} lists nothing to choose from`, [own]);
  if (step.kind === 'choose' && !action.reads)
    say(step, `${call.action} changes records: only a read can be chosen from`, [own]);

  const needs = needsOf(actions, call.action);
  for (const name of Object.keys(call.with)) {
    if (!Object.hasOwn(needs, name))
      say(step, unknown(`need of ${call.action}`, name, Object.keys(needs)), ['with', name]);
  }
  for (const [name, { required }] of Object.entries(needs)) {
    if (required && !Object.hasOwn(call.with, name))
      say(step, `${call.action} needs "${name}"`, ['with']);
  }
}

/** What is wrong where the two languages of a text do not use the same answers. */
export function differing({ id, en }: Label): string | undefined {
  const names = (words: string) =>
    [...new Set(placeholders(words).map(({ path }) => `{${path}}`))].sort().join(', ') || 'none';
  if (names(id) === names(en)) return undefined;
  return `id uses ${names(id)}, en uses ${names(en)}: both must say the same`;
}

/** A condition on a value that the answer never has would never hold. */
function checkCondition(flow: Flow, step: Step, actions: Actions, say: Say): void {
  const { when } = step;
  if (!when || !('values' in when)) return;
  const known = valuesOf(flow, when.answer, actions);
  for (const value of when.values) {
    if (known && !known.includes(value))
      say(step, unknown(`value of ${when.answer}`, value, known), ['when']);
  }
}

function checkOptions(flow: Flow, step: Step, say: Say): void {
  const known = answersOf(flow);
  const checkKnown = (answer: string, at: string[]) => {
    if (!known.includes(answer)) say(step, unknown('answer', answer, known), at);
  };
  if (step.kind === 'go') for (const answer of step.forget) checkKnown(answer, ['forget']);
  if (step.kind !== 'ask' && step.kind !== 'choose') return;
  if (step.kind === 'choose' && !step.from && step.options.length === 0)
    say(step, 'there is nothing to choose', ['choose']);
  for (const option of step.options) {
    const at = optionAt(step, option.key);
    for (const answer of option.forget) checkKnown(answer, [...at, 'forget']);
    for (const answer of Object.keys(option.sets)) checkKnown(answer, [...at, 'sets', answer]);
    for (const answer of option.edits) {
      const asking = flow.steps.filter(
        (other) => (other.kind === 'ask' || other.kind === 'choose') && other.as === answer,
      );
      if (asking.length === 0) checkKnown(answer, [...at, 'edits']);
      else if (!asking.some((other) => 'title' in other))
        say(step, `"${answer}" can be changed, so step ${asking[0]?.name} needs a title`, [
          ...at,
          'edits',
        ]);
    }
  }
}

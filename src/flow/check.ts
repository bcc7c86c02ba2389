import type { Label } from '../chat/message.ts';
import { checkAnswers, type Say } from './answers.ts';
import { end, type Flow, type Step } from './definition.ts';
import { type Fault, unknown } from './fault.ts';
import { type Actions, endsOf } from './names.ts';
import { answersOf, leadsTo, textsOf } from './steps.ts';
import { placeholders } from './template.ts';

/**
 * Everything that would strand a person in this flow, all at once: steps, actions, ends and answers that
 * do not exist, ends without a way on, steps that nobody reaches, answers used before they are given.
 */
export function checkFlow(flow: Flow, flows: string[], actions: Actions): Fault[] {
  const faults: Fault[] = [];
  const say: Say = (step, what) =>
    faults.push({ path: flow.file, line: step.line, what: `step ${step.name}: ${what}` });

  for (const step of flow.steps) {
    for (const target of leadsTo(step)) checkTarget(flow, flows, step, target, say);
    checkAction(step, actions, say);
    for (const text of textsOf(step)) checkLanguages(step, text, say);
    checkOptions(flow, step, say);
  }
  for (const [old, now] of Object.entries(flow.renamed)) {
    const known = [...flow.steps.map(({ name }) => name), ...answersOf(flow)];
    if (!known.includes(now)) {
      faults.push({
        path: flow.file,
        line: 1,
        what: `renamed: ${old} → ${unknown('step or answer', now, known)}`,
      });
    }
  }
  const first = flow.steps[0];
  if (!first) faults.push({ path: flow.file, line: 1, what: 'a flow needs a step' });
  // Paths are only followed through a flow whose steps and actions exist.
  if (faults.length === 0) checkAnswers(flow, flows, actions, say);
  return faults;
}

function checkTarget(flow: Flow, flows: string[], step: Step, target: string, say: Say): void {
  const steps = flow.steps.map(({ name }) => name);
  const known = step.kind === 'go' ? [...steps, ...flows, end] : [...steps, end];
  if (!known.includes(target)) say(step, unknown('step', target, known));
  if (step.kind === 'go' && steps.includes(target) && flows.includes(target)) {
    say(step, `"${target}" is both a step and a flow: give one another name`);
  }
}

function checkAction(step: Step, actions: Actions, say: Say): void {
  const call =
    step.kind === 'do' ? step : step.kind === 'choose' && step.from ? step.from : undefined;
  if (!call) return;
  const action = actions[call.action];
  if (!action) return say(step, unknown('action', call.action, Object.keys(actions)));

  const ends = endsOf(actions, call.action);
  const names = ends.map(([name]) => name);
  for (const name of Object.keys(call.on)) {
    if (!names.includes(name)) say(step, unknown(`end of ${call.action}`, name, names));
  }
  for (const [name, shape] of ends) {
    const feeds = step.kind === 'choose' && 'items' in shape.shape;
    if (!feeds && !Object.hasOwn(call.on, name))
      say(step, `does not say what follows on "${name}"`);
  }
  if (step.kind === 'choose' && !action.reads)
    say(step, `${call.action} changes records: only a read can be chosen from`);

  const needs = action.needs.shape as Record<
    string,
    { safeParse(v: unknown): { success: boolean } }
  >;
  for (const name of Object.keys(call.with)) {
    if (!Object.hasOwn(needs, name))
      say(step, unknown(`need of ${call.action}`, name, Object.keys(needs)));
  }
  for (const [name, shape] of Object.entries(needs)) {
    if (!Object.hasOwn(call.with, name) && !shape.safeParse(undefined).success) {
      say(step, `${call.action} needs "${name}"`);
    }
  }
}

function checkLanguages(step: Step, text: Label, say: Say): void {
  const names = (words: string) =>
    [...new Set(placeholders(words).map(({ path }) => path))].sort().join(', ');
  if (names(text.id) !== names(text.en)) {
    say(step, `id uses {${names(text.id)}}, en uses {${names(text.en)}}: both must say the same`);
  }
}

function checkOptions(flow: Flow, step: Step, say: Say): void {
  if (step.kind !== 'ask' && step.kind !== 'choose') return;
  const known = answersOf(flow);
  if (step.kind === 'choose' && !step.from && step.options.length === 0)
    say(step, 'there is nothing to choose');
  for (const option of step.options) {
    for (const answer of [...option.forget, ...option.edits, ...Object.keys(option.sets)]) {
      if (!known.includes(answer)) say(step, unknown('answer', answer, known));
    }
    for (const answer of option.edits) {
      const asking = flow.steps.find((other) => 'as' in other && other.as === answer);
      if (asking && !('title' in asking))
        say(step, `"${answer}" can be changed, so step ${asking.name} needs a title`);
    }
  }
}

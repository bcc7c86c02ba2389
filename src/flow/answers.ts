import { end, type Flow, type Step } from './definition.ts';
import { unknown } from './fault.ts';
import { type Actions, endsOf, given, writingsOf } from './names.ts';
import { following, textsOf } from './steps.ts';
import { placeholders } from './template.ts';

/** Says a fault of one step. */
export type Say = (step: Step, what: string) => void;

/** What is certainly known when a step is reached. */
type Known = Set<string>;

/** Stands among the known names for "a question was answered on the way here". */
const asked = '?';

interface Edge {
  to: string;
  gives: string[];
  /** Answers that are taken back on this way. */
  takes?: string[];
}

/**
 * Follows every path through a flow and says which steps nobody reaches, and which texts and actions use
 * an answer that some path does not give.
 */
export function checkAnswers(flow: Flow, flows: string[], actions: Actions, say: Say): void {
  const known = followPaths(flow, flows, actions);
  const paths = Object.keys(writingsOf(flow, actions));

  for (const step of flow.steps) {
    const here = known.get(step.name);
    if (!here) {
      say(step, 'is never reached');
      continue;
    }
    // What an earlier step gave under the same condition is known here under that condition.
    const condition = step.when && JSON.stringify(step.when);
    for (const other of flow.steps) {
      if (condition && other !== step && other.when && JSON.stringify(other.when) === condition) {
        for (const name of Object.keys(given(other, actions))) here.add(name);
      }
    }
    const own = 'as' in step && step.kind !== 'do' ? step.as : undefined;
    for (const use of usesOf(step)) {
      const [head = '', next] = use.path.split('.');
      const isKnown = [...here].some(
        (name) => use.path === name || use.path.startsWith(`${name}.`),
      );
      const isOwn = use.unclear === true && head === own;
      if (!paths.includes(use.path)) say(step, unknown('answer', use.path, nearby(paths, head)));
      else if (!isKnown && !isOwn && !use.optional) {
        say(step, `uses "${next ? use.path : head}", which some path here does not give`);
      }
    }
    const creates = step.kind === 'do' && actions[step.action]?.creates;
    if (creates && !here.has(asked)) {
      say(step, `${step.action} makes a record: it may only follow the answer to a question`);
    }
  }
}

const nearby = (paths: string[], head: string) => {
  const same = paths.filter((path) => path.split('.')[0] === head);
  return same.length > 0 ? same : paths.filter((path) => !path.includes('.'));
};

function usesOf(step: Step): { path: string; optional?: boolean; unclear?: boolean }[] {
  const texts = textsOf(step).flatMap(({ id }) => placeholders(id).map(({ path }) => ({ path })));
  const needs =
    step.kind === 'do' ? step.with : step.kind === 'choose' ? (step.from?.with ?? {}) : {};
  const sets =
    step.kind === 'ask' || step.kind === 'choose'
      ? step.options.flatMap(({ sets }) => Object.values(sets))
      : [];
  const when = step.when ? [{ path: step.when.answer, optional: true }] : [];
  // An action says itself which needs it can do without; an answer that is missing is left out.
  const called = Object.values(needs).map((path) => ({ path, optional: true }));
  return [...texts, ...called, ...sets.map((path) => ({ path })), ...when];
}

/** For each step that can be reached, the names that every path to it gives. */
function followPaths(flow: Flow, flows: string[], actions: Actions): Map<string, Known> {
  const known = new Map<string, Known>();
  const first = flow.steps[0];
  const queue: [string, Known][] = first ? [[first.name, new Set()]] : [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, arriving] = next;
    const step = flow.steps.find((candidate) => candidate.name === name);
    if (!step) continue;
    const before = known.get(name);
    const now = before ? new Set([...before].filter((answer) => arriving.has(answer))) : arriving;
    if (before && now.size === before.size) continue;
    known.set(name, now);
    for (const edge of edgesOf(flow, step, flows, actions)) {
      const gone = edge.takes ?? [];
      const stays = (answer: string) => !gone.includes(answer.split('.')[0] ?? '');
      const kept = [...now].filter(stays);
      const gives = edge.gives.filter(stays);
      queue.push([edge.to, new Set([...kept, ...gives])]);
    }
  }
  return known;
}

function edgesOf(flow: Flow, step: Step, flows: string[], actions: Actions): Edge[] {
  const next = following(flow, step);
  const passedBy: Edge[] = step.when ? [{ to: next, gives: [] }] : [];
  if (step.kind === 'do') {
    const edges = endsOf(actions, step.action).map(([name]) => ({
      to: step.on[name] ?? end,
      gives: Object.keys(given(step, actions, name)),
    }));
    return [...passedBy, ...edges];
  }
  if (step.kind === 'say') return [{ to: next, gives: [] }];
  if (step.kind === 'go') {
    const target = flows.includes(step.to) ? next : step.to;
    return [...passedBy, { to: target, gives: [], takes: step.forget }];
  }
  const gives = [step.as, asked];
  // An option beside a free answer is not that answer; it may set others.
  const options = step.options.map(({ to, sets, forget, cancels, edits }) => ({
    takes: forget,
    to: cancels || edits.length > 0 ? end : (to ?? next),
    gives: [...(step.kind === 'choose' ? [step.as] : []), asked, ...Object.keys(sets)],
  }));
  const typed = step.kind === 'ask' || step.from ? [{ to: next, gives }] : [];
  const ends =
    step.kind === 'choose' && step.from
      ? Object.values(step.from.on).map((to) => ({ to, gives: [] as string[] }))
      : [];
  return [...passedBy, ...typed, ...options, ...ends];
}

import { end, type Flow, type Step } from './definition.ts';
import { type Say, unknown } from './fault.ts';
import { type Actions, canTake, endsOf, given, needsOf, writingsOf } from './names.ts';
import { below, callOf, following, optionAt, textsOf, type Written } from './steps.ts';
import { placeholders } from './template.ts';

/** What is certainly known when a step is reached: `field`, `room.left`. */
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
export function checkAnswers(flow: Flow, actions: Actions, say: Say): void {
  const known = followPaths(flow, actions);
  const paths = Object.keys(writingsOf(flow, actions));

  for (const step of flow.steps) {
    const here = known.get(step.name);
    if (!here) {
      say(step, 'is never reached');
      continue;
    }
    const certain = new Set([...here, ...givenUnder(flow, step, actions)]);
    for (const { path, optional, at } of usesOf(step, actions)) {
      const [head = ''] = path.split('.');
      const isKnown = [...certain].some((name) => path === name || path.startsWith(`${name}.`));
      if (!paths.includes(path)) say(step, unknown('answer', path, nearby(paths, head)), at);
      else if (!isKnown && !optional)
        say(step, `uses "${path}", which some path here does not give`, at);
    }
    const call = callOf(step);
    for (const [need, path] of Object.entries(call?.with ?? {})) {
      if (call && !canTake(actions, call.action, need, flow, path))
        say(step, `${call.action} cannot take "${path}" as its "${need}"`, ['with', need]);
    }
    if (step.kind === 'do' && step.creates && !here.has(asked))
      say(step, `${step.action} makes a record: it may only follow the answer to a question`, [
        'do',
      ]);
  }
}

/**
 * The answers, by their first name, that a step uses and that every path to it gives: `{ amount: ['package'] }`.
 * Only after a change of the flow can one be missing.
 */
export function answersBefore(flow: Flow, actions: Actions): Record<string, string[]> {
  const heads = (names: Iterable<string>) =>
    new Set([...names].map((name) => name.split('.')[0] ?? ''));
  return Object.fromEntries(
    [...followPaths(flow, actions)].map(([name, known]) => {
      const step = flow.steps.find((candidate) => candidate.name === name);
      const used = step ? usesOf(step, actions).map(({ path }) => path) : [];
      const given = heads(known);
      return [name, [...heads(used)].filter((answer) => given.has(answer))];
    }),
  );
}

/** What an earlier step gave under the same condition is known here under that condition. */
function givenUnder(flow: Flow, step: Step, actions: Actions): string[] {
  const condition = step.when && JSON.stringify(step.when);
  return flow.steps
    .slice(0, flow.steps.indexOf(step))
    .filter(({ when }) => condition !== undefined && JSON.stringify(when) === condition)
    .flatMap((other) => Object.keys(given(other, actions)));
}

const nearby = (paths: string[], head: string) => {
  const same = paths.filter((path) => path.split('.')[0] === head);
  return same.length > 0 ? same : paths.filter((path) => !path.includes('.'));
};

function usesOf(step: Step, actions: Actions): Written<{ path: string; optional?: boolean }>[] {
  const texts = textsOf(step).flatMap(({ text, at }) =>
    placeholders(text.id).map(({ path }) => ({ path, at: [...at, 'id'] })),
  );
  const call = callOf(step);
  const needs = needsOf(actions, call?.action);
  // An answer that is missing is left out, where the action can do without it.
  const called = Object.entries(call?.with ?? {}).map(([need, path]) => ({
    path,
    optional: needs[need]?.required === false,
    at: ['with', need],
  }));
  const options = step.kind === 'ask' || step.kind === 'choose' ? step.options : [];
  const sets = options.flatMap(({ key, sets }) =>
    Object.entries(sets).map(([answer, path]) => ({
      path,
      at: [...optionAt(step, key), 'sets', answer],
    })),
  );
  const when = step.when ? [{ path: step.when.answer, optional: true, at: ['when'] }] : [];
  const counted = step.kind === 'ask' && step.of ? [{ path: step.of, at: ['of'] }] : [];
  const now = step.kind === 'ask' && step.now ? [{ path: step.now, at: ['now'] }] : [];
  const all = step.kind === 'ask' && step.all ? [{ path: step.all, at: ['all'] }] : [];
  return [...texts, ...called, ...sets, ...when, ...counted, ...now, ...all];
}

/** For each step that can be reached, the names that every path to it gives. */
function followPaths(flow: Flow, actions: Actions): Map<string, Known> {
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
    for (const { to, gives, takes = [] } of edgesOf(flow, step, actions)) {
      const stays = (answer: string) => !takes.includes(answer.split('.')[0] ?? '');
      queue.push([to, new Set([...now, ...gives].filter(stays))]);
    }
  }
  return known;
}

function edgesOf(flow: Flow, step: Step, actions: Actions): Edge[] {
  const next = following(flow, step);
  const passedBy: Edge[] = step.when ? [{ to: below(flow, step), gives: [] }] : [];
  if (step.kind === 'do') {
    const edges = endsOf(actions, step.action).map(([name]) => ({
      to: step.on[name] ?? end,
      gives: Object.keys(given(step, actions, name)),
    }));
    return [...passedBy, ...edges];
  }
  if (step.kind === 'say') return [...passedBy, { to: next, gives: [] }];
  if (step.kind === 'go') {
    const isStep = step.to === end || flow.steps.some(({ name }) => name === step.to);
    return [...passedBy, { to: isStep ? step.to : next, gives: [], takes: step.forget }];
  }
  // An option beside a free answer is not that answer, unless it is written so; it may set others.
  const options = step.options.map(
    ({ to, sets, setsIfGiven, forget, cancels, edits, answers }) => ({
      takes: forget,
      to: cancels || edits.length > 0 ? end : (to ?? next),
      gives: [
        ...(step.kind === 'choose' || answers ? [step.as] : []),
        asked,
        ...Object.keys(sets).filter((answer) => !setsIfGiven.includes(answer)),
      ],
    }),
  );
  const isTyped = step.kind === 'ask' || step.from !== undefined;
  const typed = isTyped ? [{ to: next, gives: [step.as, asked] }] : [];
  const ends =
    step.kind === 'choose' && step.from
      ? Object.values(step.from.on).map((to) => ({ to, gives: [] as string[] }))
      : [];
  return [...passedBy, ...typed, ...options, ...ends];
}

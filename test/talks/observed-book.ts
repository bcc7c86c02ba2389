import type { Book, FixedOption, Flow, Step } from '../../src/flow/definition.ts';

/** What of a book was walked: `give/place`, `give/room → partly`, `give/less [take]`, `give/cash passed over`. */
export type Walked = Set<string>;

/** The step that was last looked at, and what of it. */
interface Look {
  step: string;
  at: string;
}

/**
 * The same book, which notes what of it is used while people talk. The engine says a step's `text`, follows
 * the `to` of a `go`, looks up where an end leads in `on`, and asks of an option that was taken whether it
 * `cancels`; of a step whose condition does not hold it looks at `when`, and then at another step.
 */
export function observe(book: Book, walked: Walked): Book {
  const last: Look = { step: '', at: '' };
  const flows = Object.values(book.flows).map((flow): [string, Flow] => [
    flow.name,
    { ...flow, steps: flow.steps.map((step) => observeStep(flow, step, walked, last)) },
  ]);
  return { ...book, flows: Object.fromEntries(flows) };
}

function observeStep(flow: Flow, step: Step, walked: Walked, last: Look): Step {
  const name = nameOf(flow, step);
  const note = (what: string) => walked.add(what);
  const look = (at: string) => {
    if (last.at === 'when' && last.step !== name) note(passedOver(last.step));
    Object.assign(last, { step: name, at });
  };
  return new Proxy(withObservedParts(step, name, note), {
    get(target, key) {
      if (key === 'text' || (key === 'to' && step.kind === 'go')) note(name);
      if (key !== 'when' || step.when) look(String(key));
      return Reflect.get(target, key);
    },
    has(target, key) {
      look(`${String(key)}?`);
      return Reflect.has(target, key);
    },
  });
}

/** A step whose ends and options note that they were taken. */
function withObservedParts(step: Step, name: string, note: (what: string) => void): Step {
  const ends = (on: Record<string, string>) =>
    new Proxy(on, {
      get(target, key) {
        if (typeof key === 'string' && Object.hasOwn(target, key)) {
          note(name);
          note(endOf(name, key));
        }
        return Reflect.get(target, key);
      },
    });
  if (step.kind === 'do') return { ...step, on: ends(step.on) };
  if (step.kind === 'say' || step.kind === 'go') return step;
  const options = step.options.map(
    (option): FixedOption =>
      new Proxy(option, {
        get(target, key) {
          if (key === 'cancels') note(optionOf(name, option.key));
          return Reflect.get(target, key);
        },
      }),
  );
  if (step.kind === 'ask' || !step.from) return { ...step, options };
  return { ...step, options, from: { ...step.from, on: ends(step.from.on) } };
}

/** Everything of a book that a talk could walk. */
export function partsOf(book: Book): string[] {
  return Object.values(book.flows).flatMap((flow) =>
    flow.steps.flatMap((step) => {
      const name = nameOf(flow, step);
      const on = step.kind === 'do' ? step.on : step.kind === 'choose' ? (step.from?.on ?? {}) : {};
      const options = step.kind === 'ask' || step.kind === 'choose' ? step.options : [];
      return [
        name,
        ...(step.when ? [passedOver(name)] : []),
        ...Object.keys(on).map((end) => endOf(name, end)),
        ...options.map(({ key }) => optionOf(name, key)),
      ];
    }),
  );
}

const nameOf = (flow: Flow, step: Step) => `${flow.name}/${step.name}`;
const endOf = (step: string, end: string) => `${step} → ${end}`;
const optionOf = (step: string, key: string) => `${step} [${key}]`;
const passedOver = (step: string) => `${step} passed over`;

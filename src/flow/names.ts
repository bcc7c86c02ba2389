import { z } from 'zod';
import { type ActionTable, shapes, type Writing } from './action.ts';
import type { AskType, Flow, Step } from './definition.ts';

/** What the answers of a flow are, so that a text can be told that it names one that does not exist. */

// biome-ignore lint/suspicious/noExplicitAny: only the shapes of the actions are looked at here.
export type Actions = ActionTable<any>;

const askShapes: Record<AskType, z.ZodType> = {
  text: shapes.text(),
  code: shapes.text(),
  organisation: shapes.text(),
  yesno: shapes.text(),
  quantity: shapes.quantity(),
  money: shapes.money(),
  date: shapes.date(),
  duration: shapes.duration(),
  'past-date': shapes.date(),
  reference: shapes.text(),
  phone: shapes.phone(),
  contact: shapes.phone(),
  place: shapes.place(),
  area: shapes.area(),
  rw: z.int(),
  name: z.object({ name: z.string(), sapaan: z.string().optional() }),
  photo: z.object({ kind: z.string(), file: z.string() }),
  document: z.object({ kind: z.string(), file: z.string() }),
  location: z.object({ latitude: z.number(), longitude: z.number() }),
  address: shapes.address(),
};

const fixedChoice = z.object({ key: z.string(), label: shapes.label() });

/** The answers that a step gives, each with its shape; of a `do`, for one of its ends. */
export function given(step: Step, actions: Actions, ended?: string): Record<string, z.ZodType> {
  if (step.kind === 'ask') return { [step.as]: askShapes[step.type] };
  if (step.kind === 'choose') {
    const ends = endsOf(actions, step.from?.action).map(([, end]) => itemsOf(end));
    return { [step.as]: ends.find((items) => items !== undefined) ?? fixedChoice };
  }
  if (step.kind !== 'do') return {};
  const shown = endsOf(actions, step.action).filter(
    ([name]) => ended === undefined || name === ended,
  );
  return Object.fromEntries(
    shown.flatMap(([, end]) =>
      Object.entries(end.shape).map(([key, shape]) => [`${step.as}.${key}`, shape as z.ZodType]),
    ),
  );
}

export function endsOf(actions: Actions, action = ''): [string, z.ZodObject][] {
  return Object.entries((actions[action]?.ends ?? {}) as Record<string, z.ZodObject>);
}

/** What an action needs, and whether it can do without. */
export function needsOf(actions: Actions, action = ''): Record<string, { required: boolean }> {
  const shape = (actions[action]?.needs.shape ?? {}) as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(shape).map(([name, need]) => [
      name,
      { required: !need.safeParse(undefined).success },
    ]),
  );
}

/** An answer of each kind, to be tried on what an action needs. */
const samples: Record<AskType, unknown> = {
  text: 'Contoh',
  code: 'KLM 358',
  organisation: 'Contoh',
  yesno: 'yes',
  quantity: 5,
  money: 50_000,
  date: '2026-11-28',
  duration: { days: 28, label: { id: '4 minggu', en: '4 weeks' } },
  'past-date': '2024-03-12',
  reference: 'Contoh',
  phone: '+6281200000012',
  contact: '+6281200000012',
  place: { kelurahan: '31.75.02.1001', rw: 3, label: 'Contoh' },
  area: { kelurahan: '31.75.02.1001', label: 'Contoh' },
  rw: 3,
  name: { sapaan: 'Bu', name: 'Ani' },
  photo: { kind: 'photo', file: 'f' },
  document: { kind: 'document', file: 'f' },
  location: { latitude: -6.2, longitude: 106.8 },
  address: { label: 'Contoh' },
};

/** Whether an action can take an answer as one of its needs, as far as can be told without asking anybody. */
export function canTake(
  actions: Actions,
  action: string,
  need: string,
  flow: Flow,
  answer: string,
) {
  const shape = actions[action]?.needs.shape[need] as z.ZodType | undefined;
  const tried = flow.steps.flatMap((step): unknown[] => {
    if (step.kind === 'ask') return step.as === answer ? [samples[step.type]] : [];
    if (step.kind !== 'choose' || step.as !== answer) return [];
    if (!step.from) return step.options.map(({ key, label }) => ({ key, label }));
    return [{ key: 'k', label: 'Contoh' }];
  });
  return !shape || tried.length === 0 || tried.some((value) => shape.safeParse(value).success);
}

/** The values that an answer can have, where they are few and known: the keys of a choice, the names of a state. */
export function valuesOf(flow: Flow, answer: string, actions: Actions): string[] | undefined {
  const asking = flow.steps.filter(
    (step) => (step.kind === 'ask' || step.kind === 'choose') && step.as === answer,
  );
  if (asking.some((step) => step.kind === 'ask' && step.type === 'yesno')) return ['yes', 'no'];
  if (asking.length > 0) {
    const isOpen = asking.some((step) => step.kind !== 'choose' || step.from);
    return isOpen ? undefined : asking.flatMap((step) => keysOf(step));
  }
  const [head = '', ...rest] = answer.split('.');
  for (const step of flow.steps.filter((step) => 'as' in step && step.as === head)) {
    const shapes = Object.entries(given(step, actions));
    for (const [name, shape] of shapes) {
      const inner = at(shape, name === head ? rest : rest.slice(1));
      if ((name === head || name === `${head}.${rest[0]}`) && inner instanceof z.ZodEnum)
        return inner.options.map(String);
    }
  }
  return undefined;
}

const keysOf = (step: Step) => ('options' in step ? step.options.map(({ key }) => key) : []);

function at(shape: z.ZodType, path: string[]): z.ZodType | undefined {
  const bare = unwrap(shape);
  const [key, ...rest] = path;
  if (key === undefined) return bare;
  const inner =
    bare instanceof z.ZodObject ? (bare.shape[key] as z.ZodType | undefined) : undefined;
  return inner && at(inner, rest);
}

/** The shape of the items that a list's end gives, where it is one. */
export function itemsOf(end: z.ZodType): z.ZodType | undefined {
  const items = end instanceof z.ZodObject ? end.shape.items : undefined;
  return items instanceof z.ZodArray ? (items.element as z.ZodType) : undefined;
}

/** Every path that a flow's texts may name, with how its value is written. */
export function writingsOf(flow: Flow, actions: Actions): Record<string, Writing> {
  const all: Record<string, Writing> = {};
  for (const step of flow.steps) {
    for (const [name, shape] of Object.entries(given(step, actions))) describe(shape, name, all);
  }
  return all;
}

function describe(shape: z.ZodType, path: string, into: Record<string, Writing>): void {
  const bare = unwrap(shape);
  const write = (shape.meta()?.write ?? bare.meta()?.write) as Writing | undefined;
  into[path] = write ?? 'plain';
  if (bare instanceof z.ZodArray) describe(bare.element as z.ZodType, path, into);
  if (!(bare instanceof z.ZodObject)) return;
  for (const [key, inner] of Object.entries(bare.shape)) {
    describe(inner as z.ZodType, `${path}.${key}`, into);
  }
}

function unwrap(shape: z.ZodType): z.ZodType {
  return shape instanceof z.ZodOptional || shape instanceof z.ZodNullable
    ? unwrap(shape.unwrap() as z.ZodType)
    : shape;
}

import { z } from 'zod';
import { type ActionTable, shapes, type Writing } from './action.ts';
import type { AskType, Flow, Step } from './definition.ts';

/** What the answers of a flow are, so that a text can be told that it names one that does not exist. */

// biome-ignore lint/suspicious/noExplicitAny: only the shapes of the actions are looked at here.
export type Actions = ActionTable<any>;

const askShapes: Record<AskType, z.ZodType> = {
  text: shapes.text(),
  code: shapes.text(),
  yesno: shapes.text(),
  quantity: shapes.quantity(),
  money: shapes.money(),
  date: shapes.date(),
  moment: shapes.moment(),
  phone: shapes.phone(),
  contact: shapes.phone(),
  place: shapes.place(),
  name: z.object({ name: z.string(), sapaan: z.string().optional() }),
  photo: z.object({ kind: z.string(), file: z.string() }),
  document: z.object({ kind: z.string(), file: z.string() }),
  location: z.object({ latitude: z.number(), longitude: z.number() }),
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

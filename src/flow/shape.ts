import { z } from 'zod';
import { askTypes, commands } from './definition.ts';

/** The form of the YAML files in `flows/`. `flows/schema.json` is made from it, for editors. */

const text = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a name is lower-case letters, digits and hyphens');
const path = z
  .string()
  .regex(/^[a-z][\w-]*(\.[a-z][\w-]*)*$/i, 'an answer is named like amount, or package.label');
/** `{ package, amount: room.left }`: a name alone stands for the answer of that name. */
const paths = z
  .record(z.string(), path.nullable())
  .transform((given) =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? key])),
  );

/** The same, where a question mark leaves out what is missing there: `{ number: standing.number? }`. */
const setting = z.record(
  z.string(),
  z
    .string()
    .regex(/^[a-z][\w-]*(\.[a-z][\w-]*)*\??$/i, 'an answer is named like amount, or package.label'),
);

const option = z.strictObject({
  id: z.string().min(1),
  en: z.string().min(1),
  to: name.optional(),
  sets: setting.optional(),
  forget: z.array(name).optional(),
  edits: z.array(name).optional(),
  cancels: z.literal(true).optional(),
  answers: z.boolean().optional(),
  also: z.array(z.string()).optional(),
  named: z.array(z.string()).optional(),
  none: z.literal(true).optional(),
});
const options = z.record(name, option);
const common = {
  when: z
    .string()
    .regex(
      /^[a-z][\w.-]* (is (not )?[\w-]+( or [\w-]+)*|is given|is missing)$/i,
      'a condition reads "kind is perorangan or komunitas", "kind is not …", "rw is given" or "rw is missing"',
    )
    .optional(),
  next: name.optional(),
};
const waiting = {
  ...common,
  as: name.optional(),
  text,
  title: text.optional(),
  unclear: text.optional(),
  help: text.optional(),
  fills: z.boolean().optional(),
};

export const sayShape = z.strictObject({
  ...common,
  say: text,
  once: z.literal(true).optional(),
  joins: z.literal(true).optional(),
});
export const askShape = z.strictObject({
  ...waiting,
  ask: z.enum(askTypes),
  of: name.optional(),
  counts: z.array(z.string()).optional(),
  part: name.optional(),
  now: path.optional(),
  editable: z.literal(true).optional(),
  all: path.optional(),
  any: z.literal(true).optional(),
  min: z.int().nonnegative().optional(),
  max: z.int().positive().optional(),
  options: options.optional(),
});
export const chooseShape = z.strictObject({
  ...waiting,
  choose: z.union([z.string(), options]),
  alone: z.literal('taken').optional(),
  with: paths.optional(),
  on: z.record(z.string(), name).optional(),
  options: options.optional(),
});
export const doShape = z.strictObject({
  ...common,
  do: z.string(),
  with: paths.optional(),
  on: z.record(z.string(), name),
  as: name.optional(),
});
export const goShape = z.strictObject({ ...common, go: name, forget: z.array(name).optional() });

/** By the word that a step begins with, so that a fault is said of that kind alone. */
export const stepShapes = {
  say: sayShape,
  ask: askShape,
  choose: chooseShape,
  do: doShape,
  go: goShape,
} as const;

const step = z.record(z.string(), z.unknown()).transform((raw, context) => {
  const all = Object.keys(stepShapes) as (keyof typeof stepShapes)[];
  const kinds = all.filter((kind) => Object.hasOwn(raw, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const found = kinds.length > 1 ? `this one is ${kinds.join(' and ')}` : 'this one is none';
    context.addIssue({
      code: 'custom',
      message: `a step is one of ${all.join(', ')}; ${found}`,
    });
    return z.NEVER;
  }
  const result = stepShapes[kind].safeParse(raw);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.addIssue({ ...issue } as never);
  return z.NEVER;
});

export const flowShape = z.strictObject({
  flow: name,
  title: text,
  left: text.optional(),
  words: z.record(z.string(), text).optional(),
  renamed: z.record(name, name).optional(),
  holds: z.strictObject({ do: z.string(), on: z.record(z.string(), name) }).optional(),
  steps: z.record(name, step),
});

const writings = z.enum(['plain', 'marked', 'quantity', 'money', 'date', 'moment', 'phone']);
export const noticesShape = z.strictObject({
  notices: z.record(
    name,
    z.strictObject({
      args: z.record(z.string(), writings),
      resumes: z.boolean().default(true),
      opens: name.optional(),
      id: z.string().min(1),
      en: z.string().min(1),
    }),
  ),
});

export const textsShape = z.strictObject({ texts: z.record(name, text) });

export const keywordsShape = z.strictObject({
  commands: z.record(z.enum(commands), z.array(z.string())),
  opens: z.record(name, z.array(z.string())),
  phrases: z.record(name, z.array(z.string())),
  continued: z.record(name, z.array(z.string())).default({}),
  asides: z.record(name, z.array(z.string())).default({}),
  numbered: z.record(name, z.string().length(1)).default({}),
  whole: z.array(name).default([]),
  always: z.array(name).default([]),
  languages: z.partialRecord(z.enum(['id', 'en']), z.array(z.string())).default({}),
});

export type FlowFile = z.output<typeof flowShape>;
export type StepFile = FlowFile['steps'][string];
export type OptionFile = z.output<typeof option>;

import { z } from 'zod';
import type { ActionTable } from '../../src/flow/action.ts';
import type { Request, Result } from '../../src/flow/walk.ts';

/** A number from 0 up to but not including `below`, from a stream of chance. */
export type Chance = (below: number) => number;

/** Chance that comes out the same for the same seed. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
}

const words = ['Beras', 'RW 03 Pulo Gadung', 'K-2611-0048', 'Bu **Ani**', 'x'.repeat(60)];

/** A value that satisfies a shape. */
export function madeUp(shape: z.ZodType, chance: Chance): unknown {
  const value = valueFor(z.toJSONSchema(shape, { io: 'output' }) as Schema, chance);
  return shape.parse(value);
}

function valueFor(schema: Schema, chance: Chance): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return mostly(schema.enum, chance);
  if (schema.anyOf) return valueFor(schema.anyOf[chance(schema.anyOf.length)] ?? {}, chance);
  switch (schema.type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || chance(2) === 0,
      );
      return Object.fromEntries(entries.map(([name, inner]) => [name, valueFor(inner, chance)]));
    }
    case 'array': {
      const items = Array.from({ length: 1 + chance(20) }, () =>
        valueFor(schema.items ?? {}, chance),
      );
      return items.map((item, index) => keyed(item, index));
    }
    case 'integer':
    case 'number':
      return [1, 25, 1250, 1_000_000_000][chance(4)];
    case 'string':
      return textOf(schema, chance);
    default:
      throw new Error(`No value is made up for ${JSON.stringify(schema)}.`);
  }
}

function textOf({ format, pattern }: Schema, chance: Chance): string {
  if (format === 'date') return '2026-11-28';
  if (format === 'date-time') return '2026-11-26T06:10:00Z';
  if (pattern?.startsWith('^\\+')) return '+6281200000012';
  if (pattern) return `k${chance(90)}`;
  return words[chance(words.length)] ?? '';
}

/** The first of several more often than not, so that talks come far: it is the one that goes to plan. */
const mostly = <T>(all: T[], chance: Chance): T | undefined =>
  all[chance(4) > 0 ? 0 : chance(all.length)];

/** The items of a list have keys of their own. */
const keyed = (item: unknown, index: number) =>
  typeof item === 'object' && item !== null && 'key' in item ? { ...item, key: `k${index}` } : item;

/** How an action could end: any of its ends, with what that end gives. */
export function anyEnd<Records>(
  actions: ActionTable<Records>,
  { action: name }: Request,
  chance: Chance,
): Result {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  const ends = Object.keys(action.ends);
  const end = mostly(ends, chance) ?? '';
  const gives = madeUp(action.ends[end], chance) as Record<string, unknown>;
  return { end, gives, creates: action.creates };
}

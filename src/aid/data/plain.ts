import type { Records } from '../action.ts';

/** JSON that somebody can read. */
export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Rows as JSON: what is sealed is opened, counts are numbers, times are ISO 8601, and what is empty is left out. */
export function plainOf({ secrets }: Pick<Records, 'secrets'>, value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value.length === 0 ? null : secrets.open(value);
  if (Array.isArray(value)) return value.map((each) => plainOf({ secrets }, each));
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .map(([name, each]): [string, Plain] => [name, plainOf({ secrets }, each)])
      .filter(([, each]) => each !== null);
    return Object.fromEntries(entries);
  }
  return value as Plain;
}

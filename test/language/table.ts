import { expect, test } from 'vitest';
import type { Reading } from '../../src/language/reading.ts';

/** What a row expects: a value, `[candidates]` to ask with, or that it is not understood. */
export type Expected<T> = T | readonly T[] | 'unknown';

/** One test a row: `['50 atau 60', [50, 60]]`. A row of candidates asks with exactly these, in this order. */
export function rows<T>(
  read: (text: string) => Reading<T>,
  table: readonly (readonly [string, Expected<T>])[],
): void {
  test.each(table.map(([text, expected]) => ({ text, expected })))(
    'understands "$text"',
    ({ text, expected }) => {
      const reading = read(text);
      if (expected === 'unknown') expect(reading).toEqual({ unknown: true });
      else if (Array.isArray(expected)) expect(reading).toEqual({ ask: expected });
      else expect(reading).toEqual({ value: expected });
    },
  );
}

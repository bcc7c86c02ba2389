import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writePlace } from '../../src/language/place.ts';
import type { Reading } from '../../src/language/reading.ts';
import { readRw } from '../../src/language/rw-number.ts';
import { type Understandable, understand } from '../../src/language/understand.ts';
import { loadRegions } from '../../src/regions.ts';

const regions = loadRegions();
const now = new Date('2026-11-24T06:10:00Z');

const sections = readFileSync(new URL('./everyday.txt', import.meta.url), 'utf8').split(/^# /m);

/** What was read: a value as it is typed in the table, `?` where it is asked or not understood. */
function shown(kind: string, input: string): string {
  const reading: Reading<unknown> =
    kind === 'rw' ? readRw(input) : understand(kind as Understandable, input, { now, regions });
  if (!('value' in reading)) return '?';
  if (kind !== 'place') return String(reading.value);
  return writePlace(reading.value as never, regions).replace('Kelurahan ', '');
}

describe.each(sections.slice(1).map((section) => section.trim().split('\n')))(
  '%s',
  (kind, ...lines) => {
    const rows = lines.map((line) => {
      const at = line.lastIndexOf(' | ');
      return [line.slice(0, at), line.slice(at + 3)] as [string, string];
    });
    test.each(rows)('%s is %s', (input, right) => {
      const value = right.replace(' ?', '');
      expect(right.endsWith(' ?') ? [value, '?'] : [value]).toContain(shown(kind, input));
    });
  },
);

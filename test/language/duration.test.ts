import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDuration, writeDuration } from '../../src/language/duration.ts';
import { rows } from './table.ts';

describe('how long, as people write it, in days', () => {
  rows(readDuration, [
    ['seminggu', 7],
    ['4 minggu', 28],
    ['2 pekan', 14],
    ['sebulan', 28],
    ['1 bln', 28],
    ['10 hari', 10],
    ['empat minggu', 28],
    ['untuk 4 minggu aja ya pak', 28],
    ['sekitar 2 mgg', 14],
    ['4minggu', 28],
    ['sehari', 1],
    ['two weeks', 14],
    ['a month', 28],
    ['seratus hari', 100],
  ]);
});

describe('what could be meant two ways asks', () => {
  rows(readDuration, [
    ['4', [28, 4]],
    ['2-3 minggu', [14, 21]],
    ['2 atau 3 minggu', [14, 21]],
    ['dua bulan', [56, 63]],
    ['3 minggu 2 hari', [21, 2, 23]],
    ['14 hari (2 minggu)', [14]],
    ['4 minggu lagi', [28]],
    ['lebih dari 2 minggu', [14]],
    ['-1 minggu', [7]],
    ['setengah bulan', [14]],
  ]);
});

describe('what is no length of time is not understood', () => {
  rows(readDuration, [
    ['minggu', 'unknown'],
    ['minggu depan', 'unknown'],
    ['selama puasa', 'unknown'],
    ['sampai lebaran', 'unknown'],
    ['1,5 minggu', 'unknown'],
    ['0 minggu', 'unknown'],
    ['400 hari', 'unknown'],
    ['lusa', 'unknown'],
    ['14/10', 'unknown'],
  ]);
});

test('what is written is read as the same, in both languages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 366 }), (days) => {
      const { id, en } = writeDuration(days);
      expect([readDuration(id), readDuration(en)]).toEqual([{ value: days }, { value: days }]);
    }),
  );
});

test('no input throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void readDuration(text)));
});

import { describe, expect, test } from 'vitest';
import { readPastDate } from '../../src/language/past-date.ts';

/** Monday, 9 November 2026, 10.00 WIB. */
const now = new Date('2026-11-09T03:00:00Z');

describe('the date of a letter', () => {
  test.each([
    ['12 maret 2024', '2024-03-12'],
    ['tgl 12 maret 2024', '2024-03-12'],
    ['Selasa, 12 Maret 2024', '2024-03-12'],
    ['12-3-24', '2024-03-12'],
    ['12/03/2024', '2024-03-12'],
    ['12 maret 24', '2024-03-12'],
    ['2024-03-12', '2024-03-12'],
    ['1 januari 1998', '1998-01-01'],
    ['5 maret kmrn 2024', '2024-03-05'],
    ['5 mart 2024', '2024-03-05'],
    ['5 maret thn 2024', '2024-03-05'],
    ['tadi udah, 3 feb 2024', '2024-02-03'],
    ['itu pak 3-2-2024 kan', '2024-02-03'],
    ['hari ini', '2026-11-09'],
    ['9 november 2026', '2026-11-09'],
  ])('%s is %s', (text, day) => {
    expect(readPastDate(text, now)).toEqual({ value: day });
  });

  test.each([
    ['12 maret', ['2026-03-12', '2025-03-12']],
    ['31 desember', ['2025-12-31', '2024-12-31']],
  ])('%s, without its year, asks', (text, days) => {
    expect(readPastDate(text, now)).toEqual({ ask: days });
  });

  test.each([
    ['10 november 2026'],
    ['12 maret 2030'],
    ['besok'],
    ['senin'],
    ['29 februari 2023'],
    ['maret 2024'],
    ['Rabu, 12 Maret 2024'],
    ['entah'],
    [''],
  ])('%s is none', (text) => {
    expect(readPastDate(text, now)).toEqual({ unknown: true });
  });
});

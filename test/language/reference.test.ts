import { describe, expect, test } from 'vitest';
import { readReference } from '../../src/language/reference.ts';

describe('the number of a letter', () => {
  test.each([
    ['sk lurah no 45 thn 2024', '45 Tahun 2024'],
    ['SK Nomor: 12 th.2024', '12 Tahun 2024'],
    ['no 45thn2024', '45 Tahun 2024'],
    ['45', '45'],
    ['460/12/DS/2025', '460/12/DS/2025'],
    ['NSP 510031750012', '510031750012'],
    ['nomornya 17/2025.', '17/2025'],
    ['Nomor 12 tahun 2024, tgl 3 feb 2024', '12 Tahun 2024'],
    ['12/2024 tanggal 3-2-2024', '12/2024'],
    ['no SK nya 12 tahun 2024 aja', '12 Tahun 2024'],
  ])('%s is %s', (text, number) => {
    expect(readReference(text)).toEqual({ value: number });
  });

  test.each([['belum ada'], ['tidak tahu'], [`1${'x'.repeat(80)}`], ['']])('%s is none', (text) => {
    expect(readReference(text)).toEqual({ unknown: true });
  });
});

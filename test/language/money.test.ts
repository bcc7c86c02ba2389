import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMoney, writeMoney } from '../../src/language/money.ts';
import { rows } from './table.ts';

describe('sums as people write them', () => {
  rows(readMoney, [
    ['50rb', 50_000],
    ['50 ribu', 50_000],
    ['50k', 50_000],
    ['50 ribu rupiah', 50_000],
    ['lima puluh ribu', 50_000],
    ['1,5jt', 1_500_000],
    ['1.5 juta', 1_500_000],
    ['1.500.000', 1_500_000],
    ['1500000', 1_500_000],
    ['Rp 2 juta', 2_000_000],
    ['Rp2.000.000,-', 2_000_000],
    ['Rp1.500.000,00', 1_500_000],
    ['Rp. 50.000', 50_000],
    ['setengah juta', 500_000],
    ['sejuta', 1_000_000],
    ['satu setengah juta', 1_500_000],
    ['dua juta lima ratus ribu', 2_500_000],
    ['750 ribu', 750_000],
    ['5jt aja', 5_000_000],
    ['2 jt 500', 2_500_000],
    ['2jt500', 2_500_000],
    ['2 jt 500 rb', 2_500_000],
    ['2 jt 500.000', 2_500_000],
    ['1M', 1_000_000_000],
    ['1,5 M', 1_500_000_000],
    ['2 miliar', 2_000_000_000],
    ['1.500 jt', 1_500_000_000],
    ['goceng', 5000],
    ['ceban', 10_000],
    ['goban', 50_000],
    ['500 perak', 500],
    ['Rp 1.500', 1500],
    ['10000', 10_000],
    ['10.000', 10_000],
    ['1,500,000', 1_500_000],
    ['two million', 2_000_000],
    ['sekitar 2 juta', 2_000_000],
    ['2 jutaan', 2_000_000],
    ['Rp50.000 (lima puluh ribu rupiah)', 50_000],
  ]);
});

describe('other numbers of the sentence are left alone', () => {
  rows(readMoney, [
    ['50 paket 2 juta', 2_000_000],
    ['5 juta 25 paket', 5_000_000],
    ['2 juta untuk 50 KK', 2_000_000],
    ['5jt besok', 5_000_000],
    ['5jt 14/10', 5_000_000],
    ['5jt tgl 14', 5_000_000],
    ['RW 3 5jt', 5_000_000],
    ['5jt 0812 3456 7890', 5_000_000],
  ]);
});

describe('what can be read two ways asks', () => {
  rows(readMoney, [
    ['5', [5, 5000, 5_000_000]],
    ['50', [50, 50_000, 50_000_000]],
    ['lima puluh', [50, 50_000, 50_000_000]],
    ['1.500', [1500, 1_500_000]],
    ['9.999', [9999, 9_999_000]],
    ['1,5', [1500, 1_500_000]],
    ['gocap', [50, 50_000]],
    ['cepek', [100, 100_000]],
    ['gopek', [500, 500_000]],
    ['jigo', [25, 25_000]],
    ['2 jt 50', [2_050_000, 2_500_000]],
    ['2 jt 5', [2_005_000, 2_500_000]],
    ['dua juta lima ratus', [2_500_000, 2_000_500]],
    ['dua juta setengah', [2_500_000, 2_000_000]],
    ['1-2 juta', [1_000_000, 2_000_000]],
    ['1 sampai 2 juta', [1_000_000, 2_000_000]],
    ['1,5jt-2jt', [1_500_000, 2_000_000]],
    ['Rp 1-2 juta', [1_000_000, 2_000_000]],
    ['50.000/paket', [50_000]],
    ['50-100rb', [50_000, 100_000]],
    ['2 juta 3 juta', [2_000_000, 3_000_000]],
    ['minimal 2jt', [2_000_000]],
    ['bukan 5jt', [5_000_000]],
    ['200rb per paket', [200_000]],
    ['200rb/paket', [200_000]],
    ['25 x 200rb', [200_000]],
    ['50,000', [50_000]],
    ['1,500 jt', [1_500_000_000, 1_500_000]],
    ['Rp 1 500 000', [1_500_000]],
  ]);
});

describe('what is no sum is not understood', () => {
  rows(readMoney, [
    ['', 'unknown'],
    ['50 paket', 'unknown'],
    ['5 kg', 'unknown'],
    ['$50', 'unknown'],
    ['50 dolar', 'unknown'],
    ['081234567890', 'unknown'],
    ['ratusan ribu', 'unknown'],
    ['5Ojt', 'unknown'],
    ['-50000', 'unknown'],
    ['1.50.000', 'unknown'],
    ['setengah', 'unknown'],
    ['.5 jt', 'unknown'],
  ]);
});

test('a sum is written with Rp and dots', () => {
  expect(writeMoney(1_500_000)).toBe('Rp1.500.000');
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (n) => {
      expect(readMoney(writeMoney(n))).toEqual({ value: n });
    }),
  );
});

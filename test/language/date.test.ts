import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate, writeDate } from '../../src/language/date.ts';
import { writeMoment } from '../../src/language/moment.ts';
import { rows } from './table.ts';

const tuesday = new Date('2026-11-24T06:10:00Z');
const on = (now: string) => (text: string) => readDate(text, new Date(now));

describe('on Tuesday, 24 November 2026', () => {
  rows(
    (text) => readDate(text, tuesday),
    [
      ['hari ini', '2026-11-24'],
      ['nanti malam', '2026-11-24'],
      ['besok', '2026-11-25'],
      ['bsk pagi', '2026-11-25'],
      ['besok jam 10.30', '2026-11-25'],
      ['lusa', '2026-11-26'],
      ['tomorrow', '2026-11-25'],
      ['day after tomorrow', '2026-11-26'],
      ['3 hari lagi', '2026-11-27'],
      ['tiga hari lagi', '2026-11-27'],
      ['seminggu lagi', '2026-12-01'],
      ['Senin', '2026-11-30'],
      ['Senin depan', '2026-11-30'],
      ['sabtu deh', '2026-11-28'],
      ["jum'at", '2026-11-27'],
      ['Jumat ini', '2026-11-27'],
      ['Selasa depan', '2026-12-01'],
      ['hari Minggu', '2026-11-29'],
      ['Minggu', '2026-11-29'],
      ['Minggu malam', '2026-11-29'],
      ['malam Minggu', '2026-11-28'],
      ['malam Jumat', '2026-11-26'],
      ['Senin minggu depan', '2026-11-30'],
      ['Jumat minggu depan', '2026-12-04'],
      ['minggu depan hari Jumat', '2026-12-04'],
      ['next monday', '2026-11-30'],
      ['friday next week', '2026-12-04'],
      ['14/10', '2027-10-14'],
      ['24/11', '2026-11-24'],
      ['23/11', '2027-11-23'],
      ['14-10-2027', '2027-10-14'],
      ['14.10.2027', '2027-10-14'],
      ['14/10/27', '2027-10-14'],
      ['2026-12-05', '2026-12-05'],
      ['2 des', '2026-12-02'],
      ['14 Okt', '2027-10-14'],
      ['5 Desember 2026', '2026-12-05'],
      ['December 5, 2026', '2026-12-05'],
      ['5th of December', '2026-12-05'],
      ['tgl 14', '2026-12-14'],
      ['tanggal empat belas', '2026-12-14'],
      ['tgl 14 bulan depan', '2026-12-14'],
      ['tgl 14 bulan 10', '2027-10-14'],
      ['akhir bulan', '2026-11-30'],
      ['akhir bulan depan', '2026-12-31'],
      ['rabu, 2 desember', '2026-12-02'],
      ['besok rabu', '2026-11-25'],
      ['Jumat 27', '2026-11-27'],
      ['29/2/2028', '2028-02-29'],
      ['50 paket besok', '2026-11-25'],
      ['50 paket 2 des', '2026-12-02'],
      ['RT 05/03 besok', '2026-11-25'],
      ['kira2 besok', '2026-11-25'],
      ['sekitar 5 des', '2026-12-05'],
      ['５ Des', '2026-12-05'],
    ],
  );
});

describe('what can be read two ways asks', () => {
  rows(
    (text) => readDate(text, tuesday),
    [
      ['Selasa', ['2026-11-24', '2026-12-01']],
      ['Selasa ini', ['2026-11-24', '2026-12-01']],
      ['Jumat depan', ['2026-11-27', '2026-12-04']],
      ['next friday', ['2026-11-27', '2026-12-04']],
      ['hari Minggu depan', ['2026-11-29', '2026-12-06']],
      ['minggu depan', ['2026-11-29', '2026-11-30']],
      ['malam Senin', ['2026-11-29', '2026-11-30']],
      ['akhir pekan', ['2026-11-28', '2026-11-29']],
      ['besok lusa', ['2026-11-25', '2026-11-26']],
      ['besok atau lusa', ['2026-11-25', '2026-11-26']],
      ['Sabtu/Minggu', ['2026-11-28', '2026-11-29']],
      ['Kamis, 2 Desember 2026', ['2026-11-26', '2026-12-02']],
      ['besok kamis', ['2026-11-25', '2026-11-26']],
      ['Jumat 28', ['2026-11-27', '2026-11-28']],
      ['Jumat 31/2', ['2026-11-27']],
      ['8-14 Feb 2027', ['2027-02-08', '2027-02-14']],
      ['14 atau 15 des', ['2026-12-14', '2026-12-15']],
      ['25 s/d 27 des', ['2026-12-25', '2026-12-27']],
      ['2 senin lagi', ['2026-11-30', '2026-12-07']],
      ['14-16', ['2026-12-14', '2026-12-16']],
      ['5-12', ['2026-12-05', '2026-12-12']],
      ['tgl 31', ['2026-12-31']],
      ['14', ['2026-12-14']],
      ['14.10', ['2027-10-14']],
      ['29 Feb', ['2028-02-29']],
      ['paling lambat 2 des', ['2026-12-02']],
      ['sebelum jumat', ['2026-11-27']],
      ['bukan besok', ['2026-11-25']],
      ['besok ga bisa', ['2026-11-25']],
      ['setiap jumat', ['2026-11-27']],
    ],
  );

  test('pekan depan asks for the day of next week', () => {
    expect(readDate('pekan depan', tuesday)).toEqual({
      ask: [
        '2026-11-30',
        '2026-12-01',
        '2026-12-02',
        '2026-12-03',
        '2026-12-04',
        '2026-12-05',
        '2026-12-06',
      ],
    });
  });
});

describe('past, impossible and other things are not understood', () => {
  rows(
    (text) => readDate(text, tuesday),
    [
      ['', 'unknown'],
      ['abis gajian', 'unknown'],
      ['secepatnya', 'unknown'],
      ['kemarin', 'unknown'],
      ['Senin lalu', 'unknown'],
      ['14-10-2026', 'unknown'],
      ['14 nopember 2025', 'unknown'],
      ['31/2', 'unknown'],
      ['tgl 30 feb', 'unknown'],
      ['29/2/2027', 'unknown'],
      ['12/25', 'unknown'],
      ['0 des', 'unknown'],
      ['32', 'unknown'],
      ['2 minggu', 'unknown'],
      ['10 hari', 'unknown'],
      ['jam 10', 'unknown'],
      ['50/60 paket', 'unknown'],
      ['RT 05/03', 'unknown'],
      ['kirim ke Pasar Minggu', 'unknown'],
      ['besok-besok', 'unknown'],
      ['minggu ke-2', 'unknown'],
      ['20261205', 'unknown'],
      ['1/1/1', 'unknown'],
      ['H-1', 'unknown'],
    ],
  );
});

describe('on Sunday, 29 November 2026', () => {
  rows(on('2026-11-29T03:00:00Z'), [
    ['Minggu', ['2026-11-29', '2026-12-06']],
    ['minggu depan', ['2026-12-06', '2026-11-30']],
    ['Senin depan', '2026-11-30'],
    ['Jumat depan', '2026-12-04'],
    ['malam Minggu', '2026-12-05'],
  ]);
});

describe('the day begins at midnight in Jakarta', () => {
  rows(on('2026-11-24T16:59:59Z'), [['besok', '2026-11-25']]);
  rows(on('2026-11-24T17:00:00Z'), [['besok', '2026-11-26']]);
  rows(on('2026-11-30T01:00:00Z'), [['akhir bulan', '2026-11-30']]);
});

test('dates are written with the weekday, in both languages', () => {
  expect(writeDate('2026-10-14', 'id')).toBe('Rabu, 14 Oktober 2026');
  expect(writeDate('2026-10-14', 'en')).toBe('Wednesday, 14 October 2026');
});

test("moments are written in Jakarta's time", () => {
  expect(writeMoment('2026-11-26T06:10:00.000Z', 'id')).toBe('Kamis, 26 November 2026, 13.10 WIB');
  expect(writeMoment('2026-11-25T17:05:00Z', 'en')).toBe('Thursday, 26 November 2026, 00.05 WIB');
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.constantFrom('id' as const, 'en' as const), (days, tongue) => {
      const iso = new Date(Date.UTC(2026, 10, 24 + days)).toISOString().slice(0, 10);
      expect(readDate(writeDate(iso, tongue), tuesday)).toEqual({ value: iso });
    }),
  );
});

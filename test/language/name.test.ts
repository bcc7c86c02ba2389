import { expect, test } from 'vitest';
import { readName } from '../../src/language/name.ts';

test.each([
  ['Ani', { name: 'Ani' }],
  ['Bu Ani', { sapaan: 'Bu', name: 'Ani' }],
  ['pak budi', { sapaan: 'Pak', name: 'Budi' }],
  ['Bapak Budi Santoso', { sapaan: 'Pak', name: 'Budi Santoso' }],
  ['saya pak budi', { sapaan: 'Pak', name: 'Budi' }],
  ['nama saya Ani', { name: 'Ani' }],
  ['panggil saya Kak Rina', { sapaan: 'Kak', name: 'Rina' }],
  ['panggil aja Rina', { name: 'Rina' }],
  ['Ani aja', { name: 'Ani' }],
  ['ustadz Yusuf', { sapaan: 'Ustaz', name: 'Yusuf' }],
  ['H. Ahmad', { sapaan: 'Pak Haji', name: 'Ahmad' }],
  ['Pak H. Ahmad', { sapaan: 'Pak Haji', name: 'Ahmad' }],
  ['Hj. Siti', { sapaan: 'Bu Haji', name: 'Siti' }],
  ['BUDI', { name: 'Budi' }],
  ['McDonald', { name: 'McDonald' }],
  ["siti nur'aini", { name: "Siti Nur'Aini" }],
  ['Ani 😊', { name: 'Ani' }],
  ['my name is John', { name: 'John' }],
  ['lina dr pt maju terus', { name: 'Lina' }],
  ['bu lina dari PT Maju Terus', { sapaan: 'Bu', name: 'Lina' }],
  ['Lina, dri komunitas berbagi', { name: 'Lina' }],
  ['dr. Lina', { name: 'Dr. Lina' }],
  ['Bu dr Lina', { sapaan: 'Bu', name: 'Dr Lina' }],
  ['Undang Suryana', { name: 'Undang Suryana' }],
])('"%s" is a name', (text, named) => {
  expect(readName(text)).toEqual(named);
});

test.each([
  [''],
  ['123'],
  ['Ani2'],
  ['halo'],
  ['assalamualaikum'],
  ['ya'],
  ['mau bantu'],
  ['Pak'],
  ['saya'],
  ['x'.repeat(61)],
  ['undang-clfga edljd'],
  ['UNDANG-CLFGA-EDLJD'],
])('"%s" is no name', (text) => {
  expect(readName(text)).toEqual({ unknown: true });
});

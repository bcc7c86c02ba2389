import { expect, test } from 'vitest';
import { readArea, writeArea } from '../../src/language/area.ts';
import { loadRegions } from '../../src/regions.ts';

const regions = loadRegions();

/** What is read, as it is written back: one reading, several joined with `|`, or `?`. */
function read(text: string): string {
  const found = readArea(text, regions);
  if ('value' in found) return writeArea(found.value, regions);
  return 'ask' in found ? found.ask.map((area) => writeArea(area, regions)).join(' | ') : '?';
}

test.each([
  ['Rawamangun', 'Kelurahan Rawamangun'],
  ['di rawamangun aja', 'Kelurahan Rawamangun'],
  ['RW 03 Pulo Gadung', 'RW 03 Kelurahan Pulo Gadung'],
  ['kec cakung', 'Kecamatan Cakung'],
  ['jaktim', 'Jakarta Timur'],
  // A name that a kecamatan shares asks, and so does a stem; with the word before it neither does.
  ['jatinegara', 'Kecamatan Jatinegara | Kelurahan Jatinegara'],
  ['tebet', 'Kecamatan Tebet | Kelurahan Tebet Timur | Kelurahan Tebet Barat'],
  ['kel gambir', 'Kelurahan Gambir'],
  // A panti goes by its name, whatever kelurahan stands in it.
  ['Panti Contoh Harapan', 'Panti Contoh Harapan'],
  ['pesantren Al Contoh Cakung', 'pesantren Al Contoh Cakung'],
  ['condet', 'condet'],
  ['Depok', '?'],
  ['Cipayung Depok', '?'],
  ['rw 3', '?'],
  ['3', '?'],
  ['pulo gebung', 'Kelurahan Pulo Gebang | Kelurahan Pulo Gadung'],
])('%s → %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

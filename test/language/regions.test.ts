import { expect, test } from 'vitest';
import { createRegions } from '../../src/language/regions.ts';
import { loadRegionRows } from '../../src/regions.ts';

const rows = loadRegionRows();
const regions = createRegions(rows);

test('Jakarta has 6 kota and kabupaten, 44 kecamatan and 267 kelurahan', () => {
  expect([rows.kota.length, rows.kecamatan.length, rows.kelurahan.length]).toEqual([6, 44, 267]);
});

test('every code is unique and lies in an area of the level above', () => {
  expect(regions.byCode.size).toBe(6 + 44 + 267);
  for (const { parent } of [...regions.kelurahan, ...regions.kecamatan]) {
    expect(regions.byCode.has(parent)).toBe(true);
  }
});

test('names of kelurahan are unique inside Jakarta, even without their spaces', () => {
  expect(new Set(regions.kelurahan.map(({ key }) => key)).size).toBe(267);
});

test('Kelurahan Jatinegara lies in Kecamatan Cakung', () => {
  const kelurahan = regions.named.get('jatinegara')?.kelurahan;
  expect(regions.byCode.get(kelurahan?.parent ?? '')?.name).toBe('Cakung');
});

test('names are written as people know them', () => {
  expect(regions.byCode.get('31.75.02.1001')?.name).toBe('Pulo Gadung');
  expect(regions.byCode.get('31.75.02')?.name).toBe('Pulogadung');
  expect(regions.byCode.get('31.75')?.name).toBe('Jakarta Timur');
});

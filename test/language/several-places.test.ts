import { expect, test } from 'vitest';
import { firstOfSeveral } from '../../src/language/several-places.ts';
import { loadRegions } from '../../src/regions.ts';

const regions = loadRegions();

test.each<[string, string | undefined]>([
  ['rw 05 pulo gadung, rw 08 pulo gadung sama cakung', 'rw 05 pulo gadung'],
  ['kecamatan pulo gadung atau cakung', 'kecamatan pulo gadung'],
  [
    'mau ksh 15 sembako ke rw 05 pulo gadung dan 15 ke rw 08 pulo gadung',
    'mau ksh 15 sembako ke rw 05 pulo gadung',
  ],
  ['Rawamangun dan Cakung', 'rawamangun'],
  ['Rawamangun, Jakarta Timur', undefined],
  ['RW 03 Pulo Gadung, Kecamatan Pulo Gadung, Jakarta Timur', undefined],
  ['RW 3 dan 5 Pulo Gadung', undefined],
  ['rawamangun dan sekitarnya', undefined],
  ['Pulo Gadung', undefined],
  ['20 sembako dan 30 makan ke RW 3 Pulo Gadung', undefined],
  ['saya dan keluarga mau bantu RW 3 Pulo Gadung', undefined],
])('%s', (typed, first) => expect(firstOfSeveral(typed, regions)).toBe(first));

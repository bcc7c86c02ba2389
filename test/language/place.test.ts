import { describe, expect, test } from 'vitest';
import { type Place, readPlace, writePlace } from '../../src/language/place.ts';
import type { Reading } from '../../src/language/reading.ts';
import { loadRegions } from '../../src/regions.ts';
import { rows } from './table.ts';

const regions = loadRegions();
const read = (text: string) => readPlace(text, regions);

const pulogadung = '31.75.02.1001';
const gambir = '31.71.01.1001';
const rawamangun = '31.75.02.1005';
const slipi = '31.73.07.1002';
const kramatjati = '31.75.04.1001';
const jatinegara = '31.75.06.1001';

/** The names that are asked back with, or none. */
function asked(reading: Reading<Place>): string[] {
  if (!('ask' in reading)) return [];
  return reading.ask.map(({ kelurahan }) => regions.byCode.get(kelurahan)?.name ?? '');
}

describe('a kelurahan and an RW', () => {
  rows<Place>(read, [
    ['kel. gambir rw 3', { kelurahan: gambir, rw: 3 }],
    ['kel gambir', { kelurahan: gambir }],
    ['RW 03 Pulo Gadung', { kelurahan: pulogadung, rw: 3 }],
    ['pulogadung/03', { kelurahan: pulogadung, rw: 3 }],
    ['kel kramat jati', { kelurahan: kramatjati }],
    ['Kelurahan Kramatjati', { kelurahan: kramatjati }],
    ['kel Pal Merah', { kelurahan: '31.73.07.1001' }],
    ['Slipi', { kelurahan: slipi }],
    ['slipi jakbar', { kelurahan: slipi }],
    ['RT 05/03 Rawamangun', { kelurahan: rawamangun, rw: 3 }],
    ['Rawamangun 005/003', { kelurahan: rawamangun, rw: 3 }],
    ['rt05/rw03 rawamangun', { kelurahan: rawamangun, rw: 3 }],
    ['RT/RW 05/03 rawamangun', { kelurahan: rawamangun, rw: 3 }],
    ['rw tiga rawamangun', { kelurahan: rawamangun, rw: 3 }],
    ['RW03 KEL RAWAMANGUN', { kelurahan: rawamangun, rw: 3 }],
    ['rw 3 50 paket rawamangun besok', { kelurahan: rawamangun, rw: 3 }],
    ['rw 3 rawamangun 081234567890', { kelurahan: rawamangun, rw: 3 }],
    ['Rawamangun, Pulogadung, Jakarta Timur', { kelurahan: rawamangun }],
    ['jl contoh 8 rt 5/3 kel rawamangun', { kelurahan: rawamangun, rw: 3 }],
    ['Jatinegara Cakung', { kelurahan: jatinegara }],
    ['kel jatinegara', { kelurahan: jatinegara }],
    ['kp melayu rw 2', { kelurahan: '31.75.03.1001', rw: 2 }],
    ['Duren Tiga rw 5', { kelurahan: '31.74.08.1004', rw: 5 }],
    ['rawamngun', { kelurahan: rawamangun }],
    ['rawamanggun rw 3', { kelurahan: rawamangun, rw: 3 }],
    [
      'Kami mau kirim 500 paket sembako ke RW 03 Pulo Gadung minggu depan',
      { kelurahan: pulogadung, rw: 3 },
    ],
  ]);
});

describe('what is no kelurahan of Jakarta is never a value', () => {
  rows<Place>(read, [
    ['', 'unknown'],
    ['Cipayung Depok', 'unknown'],
    ['Jatinegara Tegal', 'unknown'],
    ['Kelapa Dua Tangerang', 'unknown'],
    ['Menteng Palangkaraya', 'unknown'],
    ['Bintaro Tangsel', 'unknown'],
    ['Bekasi', 'unknown'],
    ['Condet', 'unknown'],
    ['Blok M', 'unknown'],
    ['pantai indah kapuk', 'unknown'],
    ['kampung pulo', 'unknown'],
    ['pasar senen', 'unknown'],
    ['Jakarta Timur', 'unknown'],
    ['RW 3', 'unknown'],
  ]);
});

describe('what can be meant two ways asks with names', () => {
  test.each([
    ['pulo gebung', ['Pulo Gebang', 'Pulo Gadung']],
    ['pondok lambu', ['Pondok Labu', 'Pondok Bambu']],
    ['kalibatu', ['Kalibaru', 'Kalibata']],
    ['rawa bunya', ['Rawa Buaya', 'Rawa Bunga']],
    ['Kuningan', ['Kuningan Timur', 'Kuningan Barat', 'Karet Kuningan']],
    ['Grogol', ['Grogol', 'Grogol Utara', 'Grogol Selatan']],
    ['sunter', ['Sunter Jaya', 'Sunter Agung']],
    ['gadung pak bukan gebang', ['Pulo Gadung', 'Pulo Gebang']],
    ['Slipi atau Tomang', ['Slipi', 'Tomang']],
    ['Slipi Jakarta Timur', ['Slipi']],
    ['kel slipi kec tebet', ['Slipi']],
    ['Menteng Jakarta Selatan', ['Menteng Dalam', 'Menteng Atas']],
    ['rw 0 slipi', ['Slipi']],
    ['slipi 3', ['Slipi', 'Slipi']],
    ['rw 3 dan 4 slipi', ['Slipi', 'Slipi']],
    ['rw 3, rw 4 slipi', ['Slipi', 'Slipi']],
    ['jl tebet barat dalam no 5', ['Tebet Barat']],
    ['di tengah kota', ['Tengah']],
    ['Gambir', ['Gambir', 'Cideng', 'Petojo Utara', 'Petojo Selatan', 'Kebon Kelapa', 'Duri Pulo']],
    ['kec senen', ['Senen', 'Kenari', 'Paseban', 'Kramat', 'Kwitang', 'Bungur']],
  ])('"%s" asks', (text, names) => {
    expect(asked(read(text))).toEqual(names);
  });

  test('two RW are both offered', () => {
    expect(read('slipi rw 3-5')).toEqual({
      ask: [
        { kelurahan: slipi, rw: 3 },
        { kelurahan: slipi, rw: 5 },
      ],
    });
  });

  test('Jatinegara is first the kelurahan in Cakung, then those of Kecamatan Jatinegara', () => {
    const names = asked(read('Jatinegara'));
    expect(names[0]).toBe('Jatinegara');
    expect(names).toContain('Kampung Melayu');
    expect(asked(read('rw 3 jatinegara'))).toContain('Kampung Melayu');
  });
});

const shared =
  'Cilincing, Cipayung, Ciracas, Duren Sawit, Gambir, Jagakarsa, Jatinegara, Johar Baru, Kalideres, Kebon Jeruk, ' +
  'Kemayoran, Koja, Kramatjati, Makasar, Mampang Prapatan, Menteng, Palmerah, Pancoran, Pasar Minggu, Penjaringan, ' +
  'Pesanggrahan, Pulo Gadung, Senen, Setia Budi, Taman Sari, Tambora, Tanjung Priok';

test.each(shared.split(', ').map((name) => [name]))(
  '%s, a kecamatan and a kelurahan, asks alone and not with kel',
  (name) => {
    const asks = asked(read(name));
    expect(asks[0]).toBe(name);
    expect(asks.length).toBeGreaterThan(1);
    expect(read(`kel ${name.toLowerCase()}`)).toHaveProperty('value');
  },
);

const stems =
  'Petojo, Gunung Sahari, Cempaka Putih, Tugu, Rawa Badak, Semper, Pademangan, Kelapa Gading, Cengkareng, Tanjung Duren, ' +
  'Duri, Sukabumi, Kedoya, Kota Bambu, Kembangan, Meruya, Tebet, Kuningan, Cilandak, Pejaten, Kebayoran Lama, Grogol, ' +
  'Gandaria, Cipete, Petukangan, Utan Kayu, Cipinang Besar, Cakung';

test.each(stems.split(', ').map((stem) => [stem]))('%s, a stem of two, asks with both', (stem) => {
  const asks = asked(read(stem)).filter((name) =>
    ['Utara', 'Selatan', 'Timur', 'Barat'].some((side) => name === `${stem} ${side}`),
  );
  expect(asks).toHaveLength(2);
});

test.each([
  ['Angke', 'Bangka'],
  ['Angke', 'Tangki'],
  ['Bangka', 'Tangki'],
  ['Bungur', 'Guntur'],
  ['Gedong', 'Selong'],
  ['Kalibaru', 'Kalibata'],
  ['Kalibaru', 'Kalisari'],
  ['Kamal', 'Kramat'],
  ['Kebon Bawang', 'Kebon Kacang'],
  ['Palmerah', 'Palmeriam'],
  ['Pondok Bambu', 'Pondok Labu'],
  ['Rawa Buaya', 'Rawa Bunga'],
  ['Rawajati', 'Rawasari'],
  ['Semanan', 'Senayan'],
])('%s and %s, two letters apart, are each read as written', (one, other) => {
  for (const name of [one, other]) {
    const reading = read(`kel ${name}`);
    const code = 'value' in reading ? reading.value.kelurahan : '';
    expect(regions.byCode.get(code)?.name).toBe(name);
  }
});

test('places are written with the RW in two digits', () => {
  expect(writePlace({ kelurahan: pulogadung, rw: 3 }, regions)).toBe('RW 03 Kelurahan Pulo Gadung');
  expect(writePlace({ kelurahan: pulogadung }, regions)).toBe('Kelurahan Pulo Gadung');
});

test('every kelurahan that is written is read as it was', () => {
  for (const { code } of regions.kelurahan) {
    for (const place of [{ kelurahan: code }, { kelurahan: code, rw: 7 }]) {
      expect(read(writePlace(place, regions))).toEqual({ value: place });
    }
  }
});

test('one slip in a name never leads to another kelurahan', () => {
  for (const { code, name } of regions.kelurahan) {
    for (let at = 0; at < name.length; at += 3) {
      const typed = name.slice(0, at) + name.slice(at + 1);
      const reading = read(typed);
      if ('value' in reading) expect([typed, reading.value.kelurahan]).toEqual([typed, code]);
    }
  }
});

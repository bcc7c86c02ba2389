import { describe, expect, test } from 'vitest';
import { readDamage } from '../../src/language/damage.ts';
import { isPastDate } from '../../src/language/date.ts';
import { writePlace } from '../../src/language/place.ts';
import { type Part, partsOf } from '../../src/language/sentence.ts';
import { loadRegions } from '../../src/regions.ts';

const regions = loadRegions();
/** Tuesday, 24 November 2026, 10.00 in Jakarta. */
const now = new Date(Date.UTC(2026, 10, 24, 3));

/** `quantity paket 500` where it is sure; `date? 2026-11-29 2026-11-30` where it is to be asked. */
function shown(part: Part): string {
  const { reading, type } = part;
  const written = (value: unknown): string => {
    if (type === 'place') return writePlace(value as never, regions).replace('Kelurahan ', '');
    if (type === 'name') return Object.values(value as object).join(' ');
    return String(value);
  };
  const values =
    'value' in reading ? [reading.value] : 'ask' in reading ? [...reading.ask].slice(0, 3) : [];
  const mark = 'value' in reading ? '' : '?';
  const unit = 'unit' in part ? [part.unit] : [];
  return [`${type}${mark}`, ...unit, ...values.map(written)].join(' ');
}

const read = (text: string) => partsOf(text, { now, regions }).map(shown);

describe('a sentence that says several things', () => {
  test.each<[string, string[]]>([
    [
      'Kami mau kirim 500 paket sembako ke RW 03 Pulo Gadung minggu depan',
      ['quantity paket 500', 'date? 2026-11-29 2026-11-30', 'place RW 03 Pulo Gadung'],
    ],
    ['mau bantu 25 sembako', ['quantity sembako 25']],
    [
      'kirim 500 sembako ke rw 3 rawamangun hari minggu 6 desember',
      ['quantity sembako 500', 'date 2026-12-06', 'place RW 03 Rawamangun'],
    ],
    ['minta 50 sembako untuk seminggu', ['duration 7', 'quantity sembako 50']],
    ['50 paket seminggu lagi', ['quantity paket 50', 'date 2026-12-01']],
    [
      'siang, kami dr PT Maju Terus ada budget 10jt mau bagi ke bbrp RW',
      ['organisation PT Maju Terus', 'money 10000000'],
    ],
    ['saya dari yayasan kasih ibu mau bantu', ['organisation Yayasan Kasih Ibu']],
    ['kami dari komunitas', []],
    ['PT Rawamangun Jaya 20 paket', ['organisation PT Rawamangun Jaya', 'quantity paket 20']],
    ['gabung, kodenya undang-clfga edljd', ['code UNDANG-CLFGA-EDLJD']],
    // What is counted may stand before its number.
    ['sembako 50', ['quantity sembako 50']],
    ['sembako 20 dulu', ['quantity sembako 20']],
    ['mau minta sembako 50 buat warga', ['quantity sembako 50']],
    ['makan siap saji 40', ['quantity saji 40']],
    ['sembako 20-30', ['quantity? sembako 20 30']],
    ['kk 20 atau 30', ['quantity? kk 20 30']],
    ['sembako 2 minggu', []],
    ['paket lebaran 2027', []],
    ['sembako rw 7', []],
    ['sembako 5 desember', ['date 2026-12-05']],
    ['sembako 10 juta', ['money 10000000']],
    ['sembako 50 kk', ['quantity kk 50']],
    ['sembako 0812 3456 7890', ['phone +6281234567890']],
    ['5/12/2026 20 paket', ['quantity paket 20', 'date 2026-12-05']],
    ['SK nomor 17/2025 tanggal 20-1-2025', ['reference 17/2025', 'past-date 2025-01-20']],
    [
      '50 sembako ke RW 3 Pulo Gadung besok',
      ['quantity sembako 50', 'date 2026-11-25', 'place RW 03 Pulo Gadung'],
    ],
    [
      'saya pak budi ketua rw 3 pulo gebung kk nya 820 hp ini aja, sk lurah no 45 thn 2024 tgl 12 maret 2024',
      [
        'name Pak Budi',
        'reference 45 Tahun 2024',
        'past-date 2024-03-12',
        'quantity kk 820',
        'place? RW 03 Pulo Gebang RW 03 Pulo Gadung',
      ],
    ],
    [
      'minta 85 sembako untuk RW 9 Rawa Badak Utara, 640 KK',
      ['quantity sembako 85', 'quantity kk 640', 'place RW 09 Rawa Badak Utara'],
    ],
    ['hp saya 0812 3456 7890, 50 paket', ['phone +6281234567890', 'quantity paket 50']],
    [
      'nama saya Ani, 2 lusin sembako Sabtu',
      ['name Ani', 'quantity sembako 24', 'date 2026-11-28'],
    ],
    ['sumbang 5 juta ke rawamangun', ['money 5000000', 'place Rawamangun']],
    [
      'kirim dua puluh lima sembako RT 05/03 Rawamangun 5/12',
      ['quantity sembako 25', 'date 2026-12-05', 'place RW 03 Rawamangun'],
    ],
    [
      'I want to give 50 food packages to RW 3 Pulo Gadung tomorrow',
      ['quantity food 50', 'date 2026-11-25', 'place RW 03 Pulo Gadung'],
    ],
    [
      '100 paket atas nama PT Maju, tanggal 5 desember',
      ['organisation PT Maju', 'quantity paket 100', 'date 2026-12-05'],
    ],
    ['50 makan siap saji ke kel tebet timur', ['quantity makan 50', 'place Tebet Timur']],
  ])('%s', (text, parts) => expect(read(text)).toEqual(parts));
});

describe('what could be read in more than one way is asked', () => {
  test.each<[string, string[]]>([
    ['50-60 paket', ['quantity? paket 50 60']],
    ['1 250 paket', ['quantity? paket 1250 250']],
    ['kirim 30 atau 40 paket', ['quantity? paket 30 40']],
    ['bukan 50 tapi 60 paket', ['quantity? paket 60']],
    // Senen is a place and a Monday.
    ['ke rw 3 senen', ['date? 2026-11-30', 'place? RW 03 Senen']],
    ['ke rawamngun', ['place? Rawamangun']],
    ['Sabtu 29 november 10 paket', ['quantity paket 10', 'date? 2026-11-28 2026-11-29']],
    ['Minggu 5 desember 10 paket', ['quantity paket 10', 'date? 2026-11-29 2026-12-05']],
    ['mau minta 1 KK 1 paket', ['quantity? kk 1', 'quantity? paket 1']],
    ['820 kk 1 paket sembako', ['quantity? kk 820', 'quantity? paket 1']],
    ['separuh dari 100 paket', ['quantity? paket 100']],
    ['50 paket sehari', ['quantity? paket 50']],
    ['25 paket @ 200 ribu', ['quantity paket 25', 'money? 200000']],
    ['500.000 ribu ke rawamangun', ['money? 500000 500000000', 'place Rawamangun']],
    ['10 paket 1-2 hari lagi', ['quantity paket 10', 'date? 2026-11-25 2026-11-26']],
    ['28 ato 29 nov', ['date? 2026-11-28 2026-11-29']],
    ['ke rawamangun rw 3 ato 4', ['place? RW 03 Rawamangun RW 04 Rawamangun']],
    [
      'kirim 60 paket hari ini 40 paket besok',
      ['quantity? paket 60 40', 'quantity? paket 60 40', 'date? 2026-11-24 2026-11-25'],
    ],
  ])('%s', (text, parts) => expect(read(text)).toEqual(parts));
});

describe('what only looks like an answer is none', () => {
  test.each([
    'mau daftar RW 03',
    'bantu untuk Ramadan 2026',
    'paket 2',
    'fase 2 paket 3',
    'SK 45 tahun 2024',
    'mau bantu sesudah lebaran',
    'lantai 2, gang 3 nomor 5',
    'setengah paket',
    '1,5 paket',
    '2 truk beras',
    '3 kg beras',
    'saya mau bantu',
    'saya ketua rw',
    'kirim paket ke Cipayung Depok',
    'halo',
    '🙏',
    '',
    `${'kata '.repeat(60)}50 paket`,
  ])('%j', (text) => expect(read(text)).toEqual([]));

  test('a place that is no part of Jakarta stays unread beside what is read', () => {
    expect(read('paket 2 buat RW 5 Gambir')).toEqual(['place RW 05 Gambir']);
    expect(read('RW 11, 12 desember')).toEqual(['date 2026-12-12']);
  });
});

/** Chance that comes out the same for the same seed. */
function chanceFrom(seed: number) {
  let state = seed >>> 0;
  return <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)] as T;
  };
}

test('300 made-up sentences: a part is what was said, or is asked, and never something else', () => {
  const chance = chanceFrom(20261124);
  const days = ['besok', 'lusa', '5 desember', 'tgl 12', 'akhir bulan', '3 hari lagi', 'Sabtu'];
  const read = { sure: 0, asked: 0 };
  for (let turn = 0; turn < 300; turn += 1) {
    const amount = chance([2, 7, 12, 25, 50, 145, 500, 1250]);
    const unit = chance(['paket', 'sembako', 'paket sembako', 'paket lebaran']);
    const area = chance(regions.kelurahan);
    const rw = chance([1, 3, 9, 12]);
    const day = chance(days);
    const phone = `0812${String(10_000_000 + turn * 7919)}`;
    const pieces = [
      `${amount} ${unit}`,
      `ke ${chance(['RW', 'rw', 'RW 0'].map((word) => `${word}${word.endsWith('0') ? '' : ' '}${rw}`))} ${area.name}`,
      day,
      ...(chance([true, false]) ? [`hp ${phone}`] : []),
    ];
    const sentence = [
      chance(['mau bantu', 'kirim', 'kami mau kirim', '']),
      ...shuffled(pieces, chance),
    ]
      .filter(Boolean)
      .join(chance([' ', ', ']));
    const alone = partsOf(day, { now, regions }).find(({ type }) => type === 'date')?.reading;
    const meant: Record<string, unknown> = {
      quantity: amount,
      place: { kelurahan: area.code, rw: Number(rw) },
      phone: `+62${phone.slice(1)}`,
      date: alone && 'value' in alone ? alone.value : undefined,
    };
    for (const { type, reading } of partsOf(sentence, { now, regions })) {
      if (!('value' in reading)) {
        read.asked += 1;
        continue;
      }
      read.sure += 1;
      expect({ sentence, type, value: reading.value }).toEqual({
        sentence,
        type,
        value: meant[type],
      });
    }
  }
  // Most is read: a reader that asked everything would be safe and useless.
  expect(read.sure).toBeGreaterThan(700);
  expect(read.asked).toBeLessThan(150);
});

function shuffled<T>(list: T[], chance: <U>(from: readonly U[]) => U): T[] {
  const left = [...list];
  return list.map(() => left.splice(left.indexOf(chance(left)), 1)[0] as T);
}

test('no sentence makes it throw, or take long', () => {
  const bits = [
    '50',
    'paket',
    'rw',
    '03',
    'senen',
    '/',
    '-',
    '\u202e',
    '😀',
    'rp',
    '0812',
    'besok',
    ',',
    '½',
  ];
  const chance = chanceFrom(7);
  for (let turn = 0; turn < 200; turn += 1) {
    const text = Array.from({ length: 1 + (turn % 39) }, () => chance(bits)).join(' ');
    const before = performance.now();
    partsOf(text, { now, regions });
    expect(performance.now() - before).toBeLessThan(1500);
  }
});

describe('a count with how many are damaged', () => {
  test.each<[string, [number, number] | undefined]>([
    ['92 rusak 3', [92, 3]],
    ['datang 92, 3 rusak', [92, 3]],
    ['rusak 3 dari 92', [92, 3]],
    ['92 paket, yang rusak tiga', [92, 3]],
    ['92 came, 3 damaged', [92, 3]],
    ['92', undefined],
    ['92 kurang 8', undefined],
    ['90-92 rusak', undefined],
    ['92 rusak 3 basah 4', undefined],
    ['92 rusak semua', undefined],
  ])('%s', (text, expected) => {
    const said = readDamage(text);
    expect(said && [said.count, said.damaged]).toEqual(expected);
  });
});

test.each([
  ['kemarin', true],
  ['12 maret 2024', true],
  ['minggu lalu', true],
  ['besok', false],
  ['31 februari', false],
  ['nanti saja', false],
])('%s is a day that has passed: %s', (text, passed) => {
  expect(isPastDate(text, now)).toBe(passed);
});

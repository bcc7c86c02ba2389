import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readName } from '../../src/language/name.ts';
import { understand, understandable } from '../../src/language/understand.ts';
import { loadRegions } from '../../src/regions.ts';

const room = { now: new Date('2026-11-24T06:10:00Z'), regions: loadRegions() };

test('a line is answered with itself and its value, its candidates, or that it is unknown', () => {
  expect(understand('quantity', '50 paket', room)).toEqual({ input: '50 paket', value: 50 });
  expect(understand('quantity', '50-60', room)).toEqual({ input: '50-60', ask: [50, 60] });
  expect(understand('date', 'x', room)).toEqual({ input: 'x', unknown: true });
  expect(understand('place', 'kel slipi rw 3', room)).toEqual({
    input: 'kel slipi rw 3',
    value: { kelurahan: '31.73.07.1002', rw: 3 },
  });
});

test.each(understandable.map((kind) => [kind]))('no input makes %s throw', (kind) => {
  const pieces = [
    ...[
      '50',
      '1.250',
      '14/10',
      '0812',
      '+62',
      'rw 3',
      'rt 05/03',
      'kel',
      'paket',
      'juta',
      'setengah',
      'dua',
    ],
    ...[
      'minggu',
      'depan',
      'besok',
      'tgl',
      'okt',
      'ya',
      'ga',
      'jadi',
      'pulo',
      'gebung',
      'gambir',
      '-',
      '/',
      '(',
      '?',
    ],
  ];
  const sentence = fc.array(fc.constantFrom(...pieces), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        sentence.map((words) => words.join(' ')),
      ),
      (line) => {
        const understood = understand(kind, line, room);
        expect(Object.keys(understood)).toHaveLength(2);
        if ('ask' in understood) expect(understood.ask.length).toBeGreaterThan(0);
        expect(readName(line)).toBeDefined();
      },
    ),
    { numRuns: 300 },
  );
});

const units = [
  'a',
  '1',
  '0 ',
  '1-',
  'a-',
  '1.',
  'rw 3,',
  'ya ',
  'satu',
  'dua puluh ',
  'minggu depan ',
  '14/',
  '081 ',
];
const more = [
  'pulo gebung ',
  'kel ',
  '\u200b',
  '👍',
  '\ud800',
  'aa2.',
  'ga apa ',
  'setengah ',
  '2 jt ',
  'x1',
  'ab-1',
];

test.each([...units, ...more].map((unit) => [unit]))(
  '"%s" over and over is answered at once',
  (unit) => {
    const started = performance.now();
    for (const length of [1000, 100_000]) {
      const line = unit.repeat(length).slice(0, length);
      for (const kind of understandable) understand(kind, line, room);
      readName(line);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  },
);

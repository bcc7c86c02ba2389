import { describe, expect, test } from 'vitest';
import { backLast, linesOf } from '../../src/channels/lines.ts';
import type { Outgoing } from '../../src/chat/message.ts';

const consent: Outgoing = {
  text: 'Lihat kapan saja: ketik **data saya**.\nBoleh kami simpan?',
  question: 'q1',
  options: [
    { key: 'yes', label: 'Ya, boleh' },
    { key: 'back', label: 'Kembali' },
    { key: 'no', label: 'Tidak' },
  ],
  marks: 'numbers',
};

describe('a message as lines', () => {
  test('numbers its choices and puts the way back last, as 0', () => {
    expect(linesOf(consent)).toBe(
      'Lihat kapan saja: ketik data saya.\nBoleh kami simpan?\n1. Ya, boleh\n2. Tidak\n0. Kembali',
    );
  });

  test('says how to choose at the end of the text, when there is something to choose', () => {
    expect(linesOf(consent, { hint: 'Balas angkanya.' })).toBe(
      'Lihat kapan saja: ketik data saya.\nBoleh kami simpan? Balas angkanya.\n1. Ya, boleh\n2. Tidak\n0. Kembali',
    );
    const open = { ...consent, text: 'Berapa?', options: [{ key: 'back', label: 'Kembali' }] };
    expect(linesOf(open, { hint: 'Balas angkanya.' })).toBe('Berapa?\n0. Kembali');
  });

  test('writes bold as the channel does', () => {
    expect(linesOf(consent, { bold: (text) => `*${text}*` })).toContain('ketik *data saya*.');
  });

  test('letters the choices where a number could be an answer, and has a word to type for the way back', () => {
    expect(
      linesOf({
        text: '"92 rusak 3" maksudnya yang mana?',
        options: [
          { key: 'a', label: 'Datang 92' },
          { key: 'b', label: 'Bagus 92' },
          { key: 'back', label: 'Kembali' },
        ],
        marks: 'letters',
      }),
    ).toBe('"92 rusak 3" maksudnya yang mana?\nA. Datang 92\nB. Bagus 92\nMundur: ketik kembali.');
  });

  test('goes from F to J, L, M, skipping what people type for yes, no and ok', () => {
    const options = '123456789'
      .split('')
      .map((label) => ({ key: label, label: `pilihan ${label}` }));
    expect(
      linesOf({
        text: 'Yang mana?',
        options: [...options, { key: '10', label: 'lain' }],
        marks: 'letters',
      }),
    ).toBe(
      [
        'Yang mana?',
        'A. pilihan 1',
        'B. pilihan 2',
        'C. pilihan 3',
        'D. pilihan 4',
        'E. pilihan 5',
        'F. pilihan 6',
        'J. pilihan 7',
        'L. pilihan 8',
        'M. pilihan 9',
        '• lain',
      ].join('\n'),
    );
  });

  test('is its text alone when there is nothing to choose', () => {
    expect(linesOf({ text: 'Tercatat.', options: [], marks: 'numbers' })).toBe('Tercatat.');
  });
});

test('the way back stands last among buttons too', () => {
  expect(backLast(consent.options).map((option) => option.key)).toEqual(['yes', 'no', 'back']);
});

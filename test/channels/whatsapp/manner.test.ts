import { describe, expect, test } from 'vitest';
import {
  lengthOf,
  meansOwnNumber,
  optionOf,
  written,
} from '../../../src/channels/whatsapp/manner.ts';
import { readScreen } from '../../whatsapp/screen.ts';
import { said } from '../wire.ts';

const back = { key: 'back', label: 'Kembali' };
const consent = said({
  text: 'Lihat kapan saja: ketik **data saya**.\nBoleh kami simpan?\n',
  options: [back, { key: 'yes', label: 'Ya, boleh' }, { key: 'no', label: 'Tidak' }],
});
const places = said({
  text: 'RW mana?',
  marks: 'letters',
  options: [{ key: 'a', label: 'RW 03: 145' }, { key: 'b', label: 'RW 05: 120' }, back],
});

describe('a message on WhatsApp', () => {
  test('has numbered lines, 0 for the way back, and says how to choose', () => {
    expect(written(consent)).toBe(
      'Lihat kapan saja: ketik *data saya*.\nBoleh kami simpan? Balas angkanya.\n1. Ya, boleh\n2. Tidak\n0. Kembali',
    );
  });

  test('has letters where a number could be an answer, and a word for the way back', () => {
    expect(written(places)).toBe(
      'RW mana? Balas hurufnya.\nA. RW 03: 145\nB. RW 05: 120\nKembali: ketik *kembali*.',
    );
    expect(written({ ...places, language: 'en' })).toMatch(
      /Reply with its letter\.[\s\S]*: type \*back\*\.$/,
    );
  });

  test('names the way back where nothing else can be chosen, and offers the own number only where it is known', () => {
    const asked = said({ text: 'Nomor HP?', options: [back], requests: 'contact' });
    expect(written(said({ ...asked, marks: 'letters' }), { ownNumber: true })).toBe(
      'Nomor HP?\nKembali: ketik *kembali*.\nNomor WhatsApp ini: balas *nomor ini*.',
    );
    expect(written(asked)).not.toMatch(/nomor ini/);
  });

  test('keeps what people typed from being markup, and counts it as it is read', () => {
    const text = '*Rina* _ok_ ~3~ `x` 2*3, **tebal _sekali_**';
    const raw = written(said({ text }));
    expect(raw.replaceAll('\u200b', '')).toBe('*Rina* _ok_ ~3~ `x` 2*3, *tebal _sekali_*');
    expect(readScreen(raw)).toMatchObject({ bold: ['tebal _sekali_'] });
    expect(lengthOf(said({ text: '**abc**' }))).toBe(3);
  });

  test.each(['> 50 KK belum', '- beras', '1. beras', '2) minyak', '  > ya'])(
    'keeps a line of theirs from being a quote, a bullet or a step: %s',
    (line) => {
      const raw = written(said({ text: `Catatan:\n${line}` }));
      expect(raw.replaceAll('\u200b', '')).toBe(`Catatan:\n${line}`);
      expect(raw).not.toMatch(/^[ \t]*(?:>|- |\d+[.)])/m);
    },
  );

  test('leaves addresses as they are', () => {
    const link = 'https://drive.example/a_b_c?x=~y*z';
    expect(written(said({ text: `Lihat ${link} _ya_` }))).toBe(
      `Lihat ${link} \u200b_\u200bya\u200b_\u200b`,
    );
    expect(written(said({ text: `**Di ${link}**` }))).toBe(`*Di ${link}*`);
  });

  test('begins with an apology where it is owed', () => {
    expect(written(said({ text: 'Halo.' }), { late: true })).toBe(
      'Maaf, pesan tadi baru bisa kami baca sekarang.\nHalo.',
    );
  });
});

describe('what was typed under a quoted question', () => {
  test.each([
    ['1', consent, 'yes'],
    [' 2. ', consent, 'no'],
    ['0', consent, 'back'],
    ['ya, boleh', consent, 'yes'],
    ['3', consent, undefined],
    ['a', places, 'a'],
    ['B)', places, 'b'],
    ['0', places, undefined],
    ['kembali', places, 'back'],
    ['145', places, undefined],
    ['barang', places, undefined],
  ])('%s → %s', (typed, message, key) => {
    expect(optionOf(message, typed)?.key).toBe(key);
  });
});

test.each([
  ['nomor ini', true],
  ['Nomor ini aja', true],
  ['hp ini', true],
  ['yg ini', true],
  ['pakai nomor wa ini saja', true],
  ['this number', true],
  ['ini', true],
  ['saya', true],
  ['nomor ini salah', false],
  ['0812 3456 7890', false],
  ['tidak', false],
  ['', false],
])('"%s" means the own number: %s', (typed, means) => {
  expect(meansOwnNumber(typed)).toBe(means);
});

import { describe, expect, test } from 'vitest';
import type { Content } from '../../src/chat/message.ts';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyWorld } from './tiny.ts';

const talker = (world = tinyWorld()) => new Talker(world, strictly(tinyActions, tinyAnswer));

function at(step: 'package' | 'amount' | 'place' | 'day'): Talker {
  const ani = talker();
  const way = { package: 0, amount: 1, place: 2, day: 3 }[step];
  ani.says('beri', 'Ani', 'pangan', ...['beras', '5', 'RW 03'].slice(0, way));
  expect(ani.step).toBe(`gift/${step}`);
  return ani;
}

/** A flow of one question, opened with `total`. */
function asked(question: string): Talker {
  const text = `flow: totals
title: { id: "T", en: "T" }
steps:
  one:
${question}
    text: { id: "Apa? Misalnya: x.", en: "What? For example: x." }
  done:
    say: { id: "Jadi {one}.", en: "So {one}." }
    next: end
  other:
    go: end
`;
  const ani = talker(
    tinyWorld({
      totals: question.includes('to: other') ? text : text.replace(/ {2}other:\n {4}go: end\n/, ''),
    }),
  );
  ani.says('total');
  return ani;
}

describe('an answer that is not understood', () => {
  test('is met with other words each time, and with the question', () => {
    const ani = at('amount');
    const question = 'Beras: berapa? Misalnya: 5. [Kembali]';
    expect(ani.says('banyak')).toEqual([`(unclear-quantity)\n${question}`]);
    expect(ani.says('pokoknya banyak')).toEqual([`(unclear-again)\n(way-back)\n${question}`]);
    expect(ani.says('lah')).toEqual([
      '(unclear-third) [(example-option)] [Kembali] [(menu-option)]',
    ]);
    expect(ani.says('hmm')).toEqual([`(unclear-quantity)\n${question}`]);
    expect(ani.says('5')[0]).toMatch(/^5: untuk siapa/);
    // Another question begins anew.
    expect(ani.says('entah di mana')[0]).toMatch(/^\(unclear-choice\)\n/);
  });

  test("is met with the question's own word where it has one", () => {
    expect(at('day').says('abis gajian')).toEqual([
      'Tanggalnya belum jelas.\nRW 03: kapan? Misalnya: besok. [Kembali]',
    ]);
  });

  test('out of bounds hears the bounds', () => {
    expect(at('amount').says('0')[0]).toMatch(/^\(unclear-bounds 1-100\.000\)\n/);
    const ani = asked('    ask: quantity\n    min: 0\n    max: 9');
    expect(ani.says('10')[0]).toMatch(/^\(unclear-bounds 0-9\)\n/);
    expect(ani.says('0')).toEqual(['Jadi 0.']);
  });

  const kinds: [string, Content, string][] = [
    ['a voice note', { kind: 'voice' }, '(voice-example 5)'],
    ['a sticker', { kind: 'sticker' }, '(sticker)'],
    ['an edited message', { kind: 'edited', text: '5' }, '(edited)'],
    ['something unknown', { kind: 'other' }, '(other)'],
    ['a contact', { kind: 'contact', phone: '0812', own: true }, '(unclear-text)'],
    ['a location', { kind: 'location', latitude: -6, longitude: 106 }, '(unclear-text)'],
    ['a photo', { kind: 'photo', file: 'f' }, '(file-elsewhere)'],
    ['a document', { kind: 'document', file: 'f' }, '(file-elsewhere)'],
    ['a tap on no option', { kind: 'choice', question: '', key: 'none' }, '(unclear-text)'],
  ];
  test.each(kinds)('%s is answered kindly', (_, content, word) => {
    const ani = at('amount');
    const sent = content.kind === 'choice' ? { ...content, question: ani.question ?? '' } : content;
    expect(ani.meets(sent)).toEqual([`${word}\nBeras: berapa? Misalnya: 5. [Kembali]`]);
    expect(ani.step).toBe('gift/amount');
  });

  test('what only looks like a file does not count as a miss', () => {
    const ani = at('amount');
    ani.meets({ kind: 'voice' });
    ani.meets({ kind: 'sticker' });
    expect(ani.says('banyak')[0]).toMatch(/^\(unclear-quantity\)/);
  });
});

describe('an answer of a type', () => {
  test('beside a picture is its caption', () => {
    expect(at('amount').meets({ kind: 'photo', file: 'f', caption: '12' })[0]).toMatch(/^12: /);
  });

  test('phone takes a contact, and offers to share one', () => {
    const ani = asked('    ask: phone');
    expect(ani.replies[0]?.requests).toBe('contact');
    const contact: Content = { kind: 'contact', phone: '+6281234567890', own: true };
    expect(ani.meets(contact)).toEqual(['Jadi +62 812-3456-7890.']);
  });

  test('photo takes a photo and nothing typed', () => {
    const ani = asked('    ask: photo');
    expect(ani.says('nanti')[0]).toMatch(/^\(unclear-file\)\n/);
    ani.meets({ kind: 'photo', file: 'f' });
    expect(ani.step).toBe('-');
  });

  test('location takes a place on the map and nothing typed', () => {
    const ani = asked('    ask: location');
    expect(ani.replies[0]?.requests).toBe('location');
    expect(ani.says('di rumah')[0]).toMatch(/^\(unclear-text\)\n/);
    ani.meets({ kind: 'location', latitude: -6.2, longitude: 106.9 });
    expect(ani.step).toBe('-');
  });

  test('yesno takes yes, no and no half of them; ga jadi is batal', () => {
    expect(asked('    ask: yesno').says('iya pak')).toEqual(['Jadi yes.']);
    expect(asked('    ask: yesno').says('nggak')).toEqual(['Jadi no.']);
    expect(asked('    ask: yesno').says('ya tapi nanti')[0]).toMatch(/^\(unclear-yesno\)\n/);
    expect(asked('    ask: yesno').says('batalin aja')).toEqual(['(cancelled)']);
  });

  test('place is written out in full', () => {
    expect(asked('    ask: place').says('rw 3 pulogadung')).toEqual([
      'Jadi RW 03 Kelurahan Pulo Gadung.',
    ]);
  });

  test('money in rupiah', () => {
    expect(asked('    ask: money').says('5jt')).toEqual(['Jadi Rp5.000.000.']);
  });

  test('text in its length', () => {
    const ani = asked('    ask: text\n    min: 3\n    max: 5');
    expect(ani.says('ab')[0]).toMatch(/^\(unclear-text\)\n/);
    expect(ani.says('abcdef')[0]).toMatch(/^\(unclear-again\)\n/);
    expect(ani.says(' ab   c ')).toEqual(['Jadi ab c.']);
  });

  test('text cannot pretend to be our emphasis, nor be filled in', () => {
    expect(asked('    ask: text').says('**GRATIS** {one} {menu.what}')).toEqual([
      'Jadi GRATIS {one} {menu.what}.',
    ]);
  });
});

describe('an answer with two readings', () => {
  test('is asked back, with letters, each written out', () => {
    const ani = at('amount');
    expect(ani.says('50-60')).toEqual(['(which-reading 50-60) [50] [60] [Kembali]']);
    expect(ani.replies[0]?.marks).toBe('letters');
    expect(ani.says('b')[0]).toMatch(/^60: untuk siapa/);
  });

  test('can be settled with the number itself, or with a new answer', () => {
    const ani = at('amount');
    ani.says('50-60');
    expect(ani.says('50')[0]).toMatch(/^50: untuk siapa/);
    const budi = at('amount');
    budi.says('50-60');
    expect(budi.says('70 paket')[0]).toMatch(/^70: untuk siapa/);
  });

  test('misses again as any other question', () => {
    const ani = at('amount');
    ani.says('50-60');
    expect(ani.says('hmm')).toEqual([
      '(unclear-quantity)\n(which-reading 50-60) [50] [60] [Kembali]',
    ]);
  });

  test('within bounds alone is no question', () => {
    const ani = asked('    ask: quantity\n    max: 55');
    expect(ani.says('50-60')).toEqual(['(sure-reading 50-60) [50] [Kembali]']);
  });
});

describe('a choice', () => {
  test.each([
    ['2', 'Minyak'],
    ['2.', 'Minyak'],
    ['yg kedua', 'Minyak'],
    ['nomor 3', 'Susu'],
    ['minyak aja deh', 'Minyak'],
    ['miny', 'Minyak'],
    ['MILK', 'Susu'],
  ])('is meant by %s', (typed, meant) => {
    expect(at('package').says(typed)).toEqual([`${meant}: berapa? Misalnya: 5. [Kembali]`]);
  });

  test.each(['b', '4', 'beras minyak', 'bukan beras', 'be'])('is not meant by %s', (typed) => {
    expect(at('package').says(typed)[0]).toMatch(/^\(unclear-choice\)\n/);
  });

  test('is marked with numbers', () => {
    expect(at('package').replies.at(-1)?.marks).toBe('numbers');
  });

  test('beside a free answer is marked with letters, and is not that answer', () => {
    const options = `    ask: quantity
    options:
      none: { id: "Belum tahu", en: "Not yet", to: other }`;
    const ani = asked(options);
    expect(ani.replies.at(-1)?.marks).toBe('letters');
    expect(ani.says('1')).toEqual(['Jadi 1.']);
    const budi = asked(options);
    expect(budi.says('a')).toEqual(['Mau apa? [Memberi] [Total]']);
  });
});

describe('a long list', () => {
  const firstPage =
    '5: untuk siapa? [RW 01] [RW 02] [RW 03] [RW 04] [RW 05] [RW 06] [RW 07] [RW 08] [Lainnya] [Kembali]';
  const secondPage = '5: untuk siapa? [RW 09] [RW 10] [RW 11] [Lainnya] [Kembali]';

  test('is paged, eight at a time, and round', () => {
    const ani = at('amount');
    expect(ani.says('5')).toEqual([firstPage]);
    const question = ani.question;
    expect(ani.says('m')).toEqual([secondPage]);
    expect(ani.taps('more')).toEqual([firstPage]);
    expect(ani.says('lainnya')).toEqual([secondPage]);
    // Here it stands under D.
    expect(ani.says('d')).toEqual([firstPage]);
    expect(ani.says('m')).toEqual([secondPage]);
    expect(ani.question).toBe(question);
  });

  test('counts from the page that is shown', () => {
    const ani = at('place');
    ani.says('m');
    expect(ani.says('b')[0]).toMatch(/^RW 10: kapan/);
  });

  test('can be chosen from in words, and by an older button, on any page', () => {
    const ani = at('place');
    expect(ani.says('rw 11')[0]).toMatch(/^RW 11: kapan/);
    const budi = at('place');
    budi.says('m');
    expect(budi.taps('rw1')[0]).toMatch(/^RW 01: kapan/);
  });

  test('does not take a letter for a hidden option', () => {
    const ani = at('place');
    ani.says('m');
    expect(ani.says('e')[0]).toMatch(/^\(unclear-choice\)\n/);
  });

  test('of numbered places has letters: a number may be the answer before, sent twice', () => {
    const ani = at('place');
    expect(ani.says('5')[0]).toMatch(/^\(unclear-choice\)\n/);
    expect(ani.says('rw 5')[0]).toMatch(/^RW 05: kapan/);
  });

  test('leads back with 0', () => {
    const ani = at('place');
    expect(ani.says('0')).toEqual(['(back-done)\nBeras: berapa? Misalnya: 5. [Kembali]']);
    // Where a number is asked for, 0 is an answer.
    expect(ani.says('0')[0]).toMatch(/^\(unclear-bounds/);
  });
});

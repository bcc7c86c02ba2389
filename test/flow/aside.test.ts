import { describe, expect, test } from 'vitest';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyText, tinyWorld } from './tiny.ts';
import { label } from './tiny-texts.ts';

const officer = `
flow: officer
title: ${label('Petugas', 'Officer')}
steps:
  question:
    ask: text
    text: ${label('Apa? Misalnya: kapan.', 'What? For example: when.')}
  sent:
    say: ${label('Diteruskan.', 'Passed on.')}
`;
const talker = (changed: Record<string, string> = { officer }) =>
  new Talker(tinyWorld(changed), strictly(tinyActions, tinyAnswer));

/** Somebody at the question of the day. */
function atDay(changed?: Record<string, string>): Talker {
  const ani = talker(changed);
  ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03');
  expect(ani.step).toBe('gift/day');
  return ani;
}
const question = 'RW 03: kapan? Misalnya: besok. [Kembali]';
const ways = '(unclear-third) [(example-option)] [(officer-option)] [Kembali] [(menu-option)]';

describe('the third answer in a row that is not understood', () => {
  function stuck(): Talker {
    const ani = atDay();
    expect(ani.says('nanti')[0]).toMatch(/^Tanggalnya belum jelas\./);
    // The second time says why it is asked, where the step does.
    expect(ani.says('nanti deh')[0]).toBe(
      `(unclear-again)\n(way-back)\nPerkiraan cukup.\n${question}`,
    );
    expect(ani.says('entah')).toEqual([ways]);
    return ani;
  }

  test.each(['1', '(example-option)', 'pertama'])(
    '%s shows an example, and asks again',
    (typed) => {
      const ani = stuck();
      expect(ani.says(typed)).toEqual([`Perkiraan cukup.\n${question}`]);
      expect(ani.says('besok')[0]).toMatch(/Benar\?/);
    },
  );

  test.each(['2', 'kedua', '(officer-option)'])('%s asks a human, and comes back', (typed) => {
    const ani = stuck();
    expect(ani.says(typed)).toEqual(['Apa? Misalnya: kapan.']);
    expect(ani.says('Boleh kapan saja')).toEqual(['Diteruskan.', `(resumed)\n${question}`]);
  });

  test.each(['3', 'kembali'])('%s is one step back', (typed) => {
    const ani = stuck();
    ani.says(typed);
    expect(ani.step).toBe('gift/place');
  });

  test.each(['4', 'menu'])('%s is the menu, over the question that waits', (typed) => {
    const ani = stuck();
    expect(ani.says(typed)[0]).toMatch(/^Mau apa\?/);
    ani.says('batal');
    expect(ani.step).toBe('gift/day');
  });

  test('each is a tap as well', () => {
    for (const [key, step] of [
      ['example', 'gift/day'],
      ['officer', 'officer/question'],
      ['step-back', 'gift/place'],
      ['menu', 'menu/what'],
    ] as const) {
      const ani = stuck();
      ani.taps(key);
      expect(ani.step).toBe(step);
    }
  });

  test('an answer after all is taken, and one that is none counts anew', () => {
    const ani = stuck();
    const again = structuredClone(ani.position);
    expect(ani.says('besok')[0]).toMatch(/Benar\?/);
    ani.position = again;
    expect(ani.says('entah')[0]).toMatch(/^Tanggalnya belum jelas\./);
  });

  test('offers no human where the book has none', () => {
    const ani = atDay({});
    expect(ani.says('nanti', 'nanti deh', 'entah')).toEqual([
      ways.replace(' [(officer-option)]', ''),
    ]);
  });

  test('a sticker is no misunderstanding', () => {
    const ani = atDay();
    ani.says('nanti', 'nanti deh');
    expect(ani.meets({ kind: 'sticker' })[0]).toBe(`(sticker)\n${question}`);
    expect(ani.says('entah')).toEqual([ways]);
  });
});

describe('somebody who comes back after more than a day', () => {
  const met =
    '(returned Selasa, 24 November 2026, Tanggal, Bidang: Pangan; Bantuan: Beras; Jumlah: 5; Tempat: RW 03) [(go-on-option)] [(anew-option)] [(menu-option)]';
  function back(hours = 49): Talker {
    const ani = atDay();
    ani.now += hours * 3600_000;
    return ani;
  }

  test('is met with the day and the answers; what they write first is not filed', () => {
    expect(back().says('besok')).toEqual([met]);
    expect(back(23).says('besok')[0]).toMatch(/Benar\?/);
  });

  test.each<[string, string]>([
    ['go-on', 'gift/day'],
    ['anew', 'greet/name'],
    ['menu', 'menu/what'],
  ])('%s leads to %s', (key, step) => {
    const ani = back();
    ani.says('halo');
    ani.taps(key);
    expect(ani.step).toBe(step);
  });

  test('may answer at once the second time', () => {
    const ani = back();
    expect(ani.says('besok', 'lusa')[0]).toMatch(/Jumat, 27 November 2026|Kamis, 26|Sabtu, 28/);
  });

  test.each<[string, string]>([
    ['kembali', 'gift/place'],
    ['menu', 'menu/what'],
    ['english', 'gift/day'],
  ])('%s is obeyed', (typed, step) => {
    const ani = back();
    ani.says(typed);
    expect(ani.step).toBe(step);
  });

  test('batal too', () => expect(back().says('batal')).toEqual(['(cancelled)']));

  test('a tap on the old question is not filed either', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan');
    ani.now += 49 * 3600_000;
    expect(ani.taps('rice')[0]).toMatch(/^\(returned /);
    expect(ani.step).toBe('gift/package');
  });

  test('the menu alone keeps nobody', () => {
    const ani = talker();
    ani.says('halo');
    ani.now += 49 * 3600_000;
    expect(ani.says('1')).toEqual(['Halo.', 'Siapa? Misalnya: Ani. [Kembali]']);
  });

  test('a notice in between does not make it young again', () => {
    const ani = back(25);
    ani.meets({ kind: 'resume' });
    expect(ani.says('besok')).toEqual([met]);
  });

  test('a position of before, which knows no time, goes on', () => {
    const ani = back();
    delete ani.position?.at;
    expect(ani.says('besok')[0]).toMatch(/Benar\?/);
  });
});

describe('a word that could be the answer, and could open something else', () => {
  const asks = '(which-meant total) [(open-option Total)] [(answer-option)]';
  const atName = () => {
    const ani = talker();
    ani.says('beri');
    return ani;
  };

  test('is asked where anything can be the answer', () => {
    expect(atName().says('total')).toEqual([asks]);
    expect(atName().says('total', '1')[0]).toBe('Semua: 7.');
    const ani = atName();
    ani.says('total', '2');
    expect(ani.step).toBe('gift/field');
    expect(ani.position?.frames[0]?.answers).toEqual({});
    const budi = atName();
    expect(budi.says('total', 'kembali')).toEqual(['(back-done)\nSiapa? Misalnya: Ani.']);
    expect(atName().says('total', 'Budi')[0]).toBe('Bidang apa? [Pangan] [Sekolah]');
  });

  test('of the flow that is walked only repeats the wish', () => {
    expect(atName().says('beri')).toEqual(['Siapa? Misalnya: Ani.']);
  });

  test('elsewhere opens it, and says what waits', () => {
    const asking = tinyText('totals').replace(
      'steps:',
      `steps:\n  whose:\n    ask: text\n    text: ${label('Punya siapa? Misalnya: RW 03.', 'Whose? For example: RW 03.')}`,
    );
    const ani = atDay({ totals: asking });
    expect(ani.says('total')).toEqual(['(switched Memberi)\nPunya siapa? Misalnya: RW 03.']);
    expect(ani.says('batal')).toEqual([`(cancelled-inside)\n(resumed)\n${question}`]);
  });
});

describe('thanks', () => {
  test.each(['🙏', '🙏🙏', 'terima kasih', 'makasih pak 🙏', 'thank you'])(
    '%s is no answer',
    (typed) => {
      expect(atDay().says(typed)).toEqual([`(thanked)\n${question}`]);
      expect(talker().says(typed)).toEqual(['(thanked)']);
      const ani = talker();
      ani.says('beri');
      expect(ani.says(typed)).toEqual(['(thanked)\nSiapa? Misalnya: Ani.']);
    },
  );

  test.each(['besok 🙏', 'terima kasih, besok'])('%s is one', (typed) => {
    expect(atDay().says(typed)[0]).toMatch(/Benar\?/);
  });
});

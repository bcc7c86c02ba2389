import { describe, expect, test } from 'vitest';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyText, tinyWorld } from './tiny.ts';

const talker = () => new Talker(tinyWorld(), strictly(tinyActions, tinyAnswer));

/** Somebody who is asked for a package. */
function atPackage(): Talker {
  const ani = talker();
  ani.says('beri', 'Ani', 'pangan');
  return ani;
}
const package_ = 'Pangan: bantuan apa? [Beras] [Minyak] [Susu] [Kembali]';

describe('batal', () => {
  test('ends everything, and nothing is kept', () => {
    const ani = atPackage();
    expect(ani.says('batal')).toEqual(['(cancelled)']);
    expect(ani.position?.frames).toEqual([]);
    expect(ani.says('beri')).toEqual(['Siapa? Misalnya: Ani.']);
  });

  test('in the middle of something ends only what was opened last', () => {
    const totals = tinyText('totals').replace('say:', 'ask: text\n    text:');
    const asking = totals.replaceAll('7.', '7. Misalnya: For example:');
    const ani = new Talker(tinyWorld({ totals: asking }), strictly(tinyActions, tinyAnswer));
    ani.says('beri', 'Ani', 'pangan', 'total');
    expect(ani.says('eh batal deh')).toEqual([`(cancelled-inside)\n(resumed)\n${package_}`]);
  });

  test('of the menu alone says only that the rest goes on', () => {
    const ani = atPackage();
    ani.says('menu');
    expect(ani.says('batal')).toEqual([`(resumed)\n${package_}`]);
  });

  test('where nothing goes on says so', () => {
    expect(talker().says('batal')).toEqual(['(nothing-to-cancel)']);
  });

  test('is also what an option can do', () => {
    const ani = atPackage();
    ani.says('beras', '5', 'RW 03', 'besok');
    expect(ani.taps('stop')).toEqual(['(cancelled)']);
    expect(ani.position?.frames).toEqual([]);
  });
});

describe('bantuan', () => {
  test('helps, and asks the question again', () => {
    const ani = atPackage();
    const before = ani.question;
    expect(ani.says('?')).toEqual([`(help)\n${package_}`]);
    expect(ani.question).toBe(before);
  });

  test('says what the question itself has to say first', () => {
    const ani = atPackage();
    ani.says('beras', '5', 'RW 03');
    expect(ani.says('bantuan')).toEqual([
      'Perkiraan cukup.\n(help)\nRW 03: kapan? Misalnya: besok. [Kembali]',
    ]);
  });

  test('shows the menu where nothing is asked', () => {
    expect(talker().says('bantuan')).toEqual(['(help)\nMau apa? [Memberi] [Total]']);
  });

  test.each(['ya', 'pak', '...', '✅'])('is not what %s means', (typed) => {
    expect(atPackage().says(typed)).toEqual([`(unclear-choice)\n${package_}`]);
  });
});

describe('menu', () => {
  test('lies over what was asked, which goes on after it', () => {
    const ani = atPackage();
    expect(ani.says('menu')).toEqual(['Mau apa? [Memberi] [Total]']);
    expect(ani.says('total')).toEqual(['Semua: 7.', `(resumed)\n${package_}`]);
  });

  test('leads back to the gift that was begun', () => {
    const ani = atPackage();
    const question = ani.question;
    ani.says('menu');
    expect(ani.says('memberi')).toEqual([`(resumed)\n${package_}`]);
    expect(ani.question).toBe(question);
  });

  test('in a gift that was begun from the menu shows the menu, and loses nothing', () => {
    const ani = talker();
    ani.says('halo', 'memberi', 'Ani', 'pangan');
    expect(ani.says('menu')).toEqual(['Mau apa? [Memberi] [Total]']);
    expect(ani.says('total')).toEqual(['Semua: 7.', `(resumed)\n${package_}`]);
  });

  test('shows itself again when it is asked for twice', () => {
    const ani = atPackage();
    ani.says('menu');
    expect(ani.says('menu')).toEqual(['Mau apa? [Memberi] [Total]']);
    expect(ani.says('batal')).toEqual([`(resumed)\n${package_}`]);
  });

  test('can be asked for again and again from ever deeper', () => {
    const ani = atPackage();
    for (let depth = 0; depth < 20; depth++) {
      ani.says('menu', 'total', 'menu');
      expect(ani.position?.frames.length).toBeLessThanOrEqual(6);
    }
    expect(ani.says('memberi')).toEqual([`(resumed)\n${package_}`]);
  });
});

describe('a word that opens a flow', () => {
  test('asks the open question again when that flow is being walked', () => {
    const ani = atPackage();
    expect(ani.says('beri')).toEqual([package_]);
  });

  test('does the same while another flow is visited from it', () => {
    const ani = talker();
    ani.says('beri');
    expect(ani.says('beri')).toEqual(['Siapa? Misalnya: Ani.']);
    expect(ani.step).toBe('greet/name');
  });

  test('leads back to it from the middle of another', () => {
    const ani = atPackage();
    ani.says('menu');
    expect(ani.says('beri')).toEqual([`(resumed)\n${package_}`]);
  });
});

describe('at the menu', () => {
  test('a wish in a whole sentence opens its flow, and the menu does not come back after it', () => {
    const ani = talker();
    ani.says('halo');
    expect(ani.says('saya mau bantu dong')).toEqual(['Halo.', 'Siapa? Misalnya: Ani.']);
    expect(ani.position?.frames.map(({ flow }) => flow)).toEqual(['gift', 'greet']);
  });

  test('over a gift a wish leads back to that gift', () => {
    const ani = atPackage();
    ani.says('menu');
    expect(ani.says('saya mau bantu dong')).toEqual([`(resumed)\n${package_}`]);
  });

  test('the very words of an option are that option', () => {
    const ani = talker();
    ani.says('halo');
    expect(ani.says('Total')).toEqual(['Semua: 7.']);
    expect(ani.step).toBe('-');
  });
});

describe('ulang and the languages', () => {
  test('ulang asks again under the same id', () => {
    const ani = atPackage();
    const before = ani.question;
    expect(ani.says('ulang')).toEqual([package_]);
    expect(ani.question).toBe(before);
    expect(talker().says('ulang')).toEqual(['Mau apa? [Memberi] [Total]']);
  });

  test('english asks the same question in English, with the answers kept', () => {
    const ani = atPackage();
    ani.says('beras', '5', 'RW 03', 'besok');
    expect(ani.says('english')).toEqual([
      '(language-changed en)\n5 Beras to RW 03, Wednesday, 25 November 2026. Right? [Yes] [Change] [Stop] [Kembali en]',
    ]);
    expect(ani.says('change')).toEqual([
      '(which-edit en) [Field] [Aid] [Quantity] [Place] [Date] [Tidak jadi en]',
    ]);
    expect(ani.says('bahasa')).toEqual([
      '(language-changed)\n(which-edit) [Bidang] [Bantuan] [Jumlah] [Tempat] [Tanggal] [Tidak jadi]',
    ]);
  });

  test('indonesia where nothing is asked shows the menu', () => {
    expect(talker().says('indonesia')).toEqual(['(language-changed)\nMau apa? [Memberi] [Total]']);
  });
});

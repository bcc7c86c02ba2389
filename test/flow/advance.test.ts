import { describe, expect, test } from 'vitest';
import { line, strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyText, tinyWorld } from './tiny.ts';

const world = tinyWorld();
const talker = (w = world) => new Talker(w, strictly(tinyActions, tinyAnswer));

/** Somebody who stands at the summary of a gift. */
function atReview(): Talker {
  const ani = talker();
  ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03', 'besok');
  expect(ani.step).toBe('gift/review');
  return ani;
}

describe('a conversation', () => {
  test('begins with the menu, whatever was said', () => {
    expect(talker().says('halo')).toEqual(['Mau apa? [Memberi] [Total]']);
  });

  test('walks every kind of step to the end and is then idle', () => {
    const ani = talker();
    expect(ani.says('halo')).toEqual(['Mau apa? [Memberi] [Total]']);
    expect(ani.says('1')).toEqual(['Halo.', 'Siapa? Misalnya: Ani. [Kembali]']);
    expect(ani.says('Ani')).toEqual(['Bidang apa? [Pangan] [Sekolah] [Kembali]']);
    expect(ani.says('pangan')).toEqual(['Pangan: bantuan apa? [Beras] [Minyak] [Susu] [Kembali]']);
    expect(ani.taps('oil')).toEqual(['Minyak: berapa? Misalnya: 5. [Kembali]']);
    ani.says('1250');
    expect(ani.says('b')).toEqual(['RW 02: kapan? Misalnya: besok. [Kembali]']);
    expect(ani.says('besok')).toEqual([
      '1.250 Minyak ke RW 02, Rabu, 25 November 2026. Benar? [Ya] [Ubah] [Sudahi] [Kembali]',
    ]);
    const review = ani.question;
    expect(ani.says('ya')).toEqual(['Tercatat K-1.\nAda pesan? Misalnya: semangat.']);
    expect(ani.says('semangat ya')).toEqual(['Terima kasih.']);
    expect(ani.step).toBe('-');
    expect(ani.position?.frames).toEqual([]);
    expect(ani.requests.at(-1)).toEqual({
      action: 'test.confirm',
      needs: {
        package: { key: 'oil', label: 'Minyak' },
        amount: 1250,
        place: { key: 'rw2', label: 'RW 02' },
      },
      language: 'id',
      question: review,
    });
  });

  test('is opened by a phrase in a first sentence, and by a word that stands alone', () => {
    expect(talker().says('halo, mau bantu tapi bingung')[0]).toBe('Halo.');
    expect(talker().says('total')).toEqual(['Semua: 7.']);
  });

  test('says no question again below a notice that ended what held it', () => {
    const staff = `flow: totals
title: { id: "T", en: "T" }
holds: { do: test.fields, on: { list: gone } }
steps:
  which:
    ask: text
    text: { id: "Apa? Misalnya: ini.", en: "What? For example: this." }
  gone:
    say: { id: "Peran sudah berakhir.", en: "The role has ended." }
`;
    const citra = talker(tinyWorld({ totals: staff }));
    expect(citra.says('total')).toEqual(['Apa? Misalnya: ini.']);
    expect(citra.meets({ kind: 'resume' }, { shown: false })).toEqual(['Peran sudah berakhir.']);
    expect(citra.step).toBe('-');
  });

  test('shows the menu after a flow that had nothing to say', () => {
    const silent = 'flow: totals\ntitle: { id: "T", en: "T" }\nsteps:\n  over:\n    go: end\n';
    expect(talker(tinyWorld({ totals: silent })).says('total')).toEqual([
      'Mau apa? [Memberi] [Total]',
    ]);
  });

  test('answers a salam once, before the first message', () => {
    expect(talker().says('Assalamualaikum, mau bantu')).toEqual([
      '(salam) Halo.',
      'Siapa? Misalnya: Ani.',
    ]);
  });

  test('does not take a bare salam for an answer', () => {
    const ani = atReview();
    ani.says('ya');
    expect(ani.says("Assalamu'alaikum wr. wb. pak")).toEqual([
      '(salam) Ada pesan? Misalnya: semangat.',
    ]);
    expect(ani.says('assalamualaikum, semangat')).toEqual(['(salam) Terima kasih.']);
  });

  test('says a text that is said once only the first time', () => {
    const ani = talker();
    ani.says('beri');
    ani.says('batal');
    expect(ani.says('beri')).toEqual(['Siapa? Misalnya: Ani.']);
  });

  test('parts a text that no message can hold, with the question last', () => {
    const long = tinyText('totals').replace('"Semua: 7."', '"{each all.items} {label}"');
    const listing = long
      .replace('"In all: 7."', '"{each all.items} {label}"')
      .replace('steps:', 'steps:\n  all:\n    do: test.fields\n    on: { list: sum }');
    const many = {
      end: 'list',
      creates: false,
      gives: { items: Array(60).fill({ key: 'a', label: 'x'.repeat(99) }) },
    };
    const ani = new Talker(tinyWorld({ totals: listing }), { 'test.fields': many });
    const said = ani.says('total');
    expect(said.map((text) => text.length)).toEqual([40 * 100 - 1, 20 * 100 - 1]);
  });
});

describe('an action', () => {
  test('that ends otherwise leads where the flow says', () => {
    const ani = talker();
    ani.answer = (request) =>
      request.action === 'test.confirm'
        ? { end: 'full', gives: {}, creates: true }
        : tinyAnswer(request);
    const said = ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03', 'besok', 'ya');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Sudah penuh\.\n5: untuk siapa\? /);
    // The date is known, the place and the summary are asked again.
    ani.answer = tinyAnswer;
    expect(ani.says('RW 04')[0]).toMatch(/^5 Beras ke RW 04, /);
    expect(ani.says('ya')).toEqual(['Tercatat K-1.\nAda pesan? Misalnya: semangat.']);
  });

  test('that lists nothing leads where the flow says', () => {
    const ani = talker();
    ani.answer = (request) =>
      request.action === 'test.places'
        ? { end: 'none', gives: {}, creates: false }
        : tinyAnswer(request);
    expect(ani.says('beri', 'Ani', 'pangan', 'beras', '5')).toEqual([
      'Belum ada.\nBidang apa? [Pangan] [Sekolah]',
    ]);
  });

  test('that the flow does not know the end of is a fault', () => {
    const ani = talker();
    ani.answer = (request) => ({ ...tinyAnswer(request), end: 'odd', gives: {} });
    expect(() => ani.says('beri', 'Ani')).toThrow('does not say what follows on odd');
  });
});

describe('the engine', () => {
  test('throws when a flow goes round in a circle', () => {
    const circle =
      'flow: totals\ntitle: { id: "T", en: "T" }\nsteps:\n  one:\n    say: { id: "a", en: "a" }\n  two:\n    go: one\n';
    expect(() => talker(tinyWorld({ totals: circle })).says('total')).toThrow(
      'goes round in a circle',
    );
  });

  test('changes nothing that it is handed, and says the same of the same', () => {
    const ani = atReview();
    const frozen = deepFreeze(structuredClone(ani.position));
    const event = deepFreeze(ani.event({ kind: 'text', text: 'ubah' }));
    const bot = { ...ani.world, book: deepFreeze(ani.world.book) };
    const outcomes = [1, 2].map(() => {
      const again = new Talker(bot, tinyAnswer);
      again.position = frozen;
      again.now = ani.now;
      return [again.meets(event.content, event), again.position];
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.[0]).toEqual([
      '(which-edit) [Bidang] [Bantuan] [Jumlah] [Tempat] [Tanggal] [Tidak jadi]',
    ]);
  });

  test('keeps the position through JSON as it is', () => {
    const { position } = atReview();
    expect(JSON.parse(JSON.stringify(position))).toEqual(position);
    expect(JSON.stringify(position).length).toBeLessThan(2000);
  });

  test('says in which language a message is written', () => {
    const ani = talker();
    ani.says('english');
    expect(ani.replies.map(({ language }) => language)).toEqual(['en']);
    expect(ani.replies.map(line)).toEqual(['(language-changed en)\nWhat next? [Give] [Totals]']);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

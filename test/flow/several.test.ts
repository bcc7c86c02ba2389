import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/flow/walk.ts';
import { loadRegions } from '../../src/regions.ts';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyWorld } from './tiny.ts';

/** Several answers in one sentence, in a flow that asks for consent, a package, how many, a place and a day. */
const flow = (more = '') => `
flow: gift
title: { id: "Memberi", en: "Giving" }
steps:
  agree:
    choose:
      yes: { id: "Boleh", en: "Yes" }
      no: { id: "Jangan", en: "No", to: refused }
    text: { id: "Boleh simpan?", en: "May we keep it?" }
  field:
    choose: test.fields
    text: { id: "Bidang apa?", en: "Which field?" }
  package:
    choose: test.packages
    with: { field }
    title: { id: "Bantuan", en: "Aid" }
    text: { id: "Bantuan apa?", en: "Which aid?" }
${more}
  amount:
    ask: quantity
    of: package
    max: 100
    title: { id: "Jumlah", en: "Quantity" }
    text: { id: "Berapa? Misalnya: 5.", en: "How many? For example: 5." }
  place:
    choose: test.places
    with: { package }
    on: { none: refused }
    title: { id: "Tempat", en: "Place" }
    text: { id: "Ke mana?", en: "Where to?" }
  day:
    ask: date
    title: { id: "Tanggal", en: "Date" }
    text: { id: "Kapan? Misalnya: besok.", en: "When? For example: tomorrow." }
  review:
    choose:
      yes: { id: "Ya", en: "Yes", to: confirm }
      change: { id: "Ubah", en: "Change", edits: [package, amount, place, day] }
    text: { id: "{amount} {package.label} ke {place.label}, {day}. Benar?", en: "{amount} {package.label} to {place.label}, {day}. Right?" }
  confirm:
    do: test.confirm
    with: { package, amount, place }
    on: { reserved: thanks, full: refused }
  thanks:
    say: { id: "Tercatat.", en: "Recorded." }
    next: end
  refused:
    say: { id: "Baik.", en: "All right." }
`;

const list = (...items: [key: string, label: string, also?: string[]][]): Result => ({
  end: 'list',
  gives: { items: items.map(([key, label, also]) => ({ key, label, ...(also && { also }) })) },
  creates: false,
});
const answers: Record<string, Result> = {
  'test.fields': list(['food', 'Pangan', ['Paket beras', 'Paket minyak']], ['school', 'Sekolah']),
  'test.packages': list(['rice', 'Paket beras'], ['oil', 'Paket minyak']),
  'test.places': list(['rw3', 'RW 03 Pulo Gadung: kurang 9'], ['rw5', 'RW 05 Pulo Gadung']),
};

function talker(text = flow()): Talker {
  const world = { ...tinyWorld({ gift: text }), regions: loadRegions() };
  return new Talker(
    world,
    strictly(tinyActions, (request) => answers[request.action] ?? tinyAnswer(request)),
  );
}
const all = 'mau bantu 50 paket beras ke RW 3 Pulo Gadung besok';
const summary = '50 Paket beras ke RW 03 Pulo Gadung: kurang 9, Rabu, 25 November 2026. Benar?';

describe('a sentence that opens a flow', () => {
  test('waits for consent, and is then read to the summary, and said back', () => {
    const ani = talker();
    expect(ani.says(all)[0]).toBe(
      '(heard-later 50 paket; Rabu, 25 November 2026; RW 03 Kelurahan Pulo Gadung)\nBoleh simpan? [Boleh] [Jangan]',
    );
    expect(ani.position?.frames[0]?.answers).toEqual({});
    expect(ani.says('boleh')[0]).toMatch(
      /^\(heard Pangan; Paket beras; Jumlah: 50; RW 03 Pulo Gadung; Tanggal: Rabu, 25 November 2026\)\n50 Paket beras/,
    );
    expect(ani.requests.filter(({ action }) => action === 'test.confirm')).toEqual([]);
    expect(ani.says('ya')[0]).toMatch(/Tercatat/);
    expect(ani.requests.at(-1)?.needs).toMatchObject({ amount: 50, place: { key: 'rw3' } });
  });

  test('is read as of the day when it was said, however late consent comes', () => {
    const ani = talker();
    ani.says(all);
    ani.now += 20 * 3600_000;
    expect(ani.says('boleh')[0]).toContain('Rabu, 25 November 2026. Benar?');
  });

  test('is gone with its flow', () => {
    const ani = talker();
    ani.says(all, 'batal', 'beri', 'boleh');
    expect(ani.step).toBe('gift/field');
  });

  test('a refusal keeps nothing of it', () => {
    const ani = talker();
    ani.says(all, 'jangan');
    expect(ani.position?.frames).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['above the bounds', 'mau bantu 500 paket beras', /^.*\(unclear-bounds 1-100\)\n.*\n?Berapa/s],
    ['in two ways', 'mau bantu 50-60 paket beras', /\(which-reading 50-60 paket\) \[50\] \[60\]/],
    ['of another kind', 'mau bantu 50 KK, paket beras', /\nBerapa\?/],
    [
      'not listed now',
      'mau bantu 50 paket beras ke RW 9 Pulo Gadung',
      /\(heard-not-listed RW 09 Kelurahan Pulo Gadung\)/,
    ],
    ['a day in doubt', `${all.replace('besok', 'minggu depan')}`, /\(which-reading minggu depan\)/],
    ['two of a list', 'mau bantu 50 paket beras atau minyak', /\nBidang apa\?|^Bidang apa/],
  ])('asks what is %s', (_, sentence, asks) => {
    const ani = talker();
    ani.says(sentence);
    expect(ani.says('boleh')[0]).toMatch(asks);
  });
});

describe('kembali and a change', () => {
  test('go back over what a sentence answered, as if each had been asked', () => {
    const ani = talker();
    ani.says(all, 'boleh');
    for (const step of ['day', 'place', 'amount', 'package', 'field', 'agree']) {
      ani.says('kembali');
      expect(ani.step).toBe(`gift/${step}`);
    }
    // What was taken back is asked: the sentence has been used.
    ani.says('boleh');
    expect(ani.step).toBe('gift/field');
  });

  test.each<[string, RegExp]>([
    ['jumlah 60', /^\(changed Jumlah 60\)\n60 Paket beras/],
    ['jumlah jadi 60', /^\(changed Jumlah 60\)/],
    ['b 60', /^\(changed Jumlah 60\)/],
    ['60 paket', /^\(changed Jumlah 60\)/],
    ['tanggal 2 des', /^\(changed Tanggal Rabu, 2 Desember 2026\)/],
    ['lusa', /^\(changed Tanggal Kamis, 26 November 2026\)/],
    ['tempat rw 5', /^\(changed Tempat RW 05 Pulo Gadung\)/],
    ['jumlah 600', /^\(unclear-bounds 1-100\)\n\(editing-now\)\nBerapa/],
    ['tanggal kemarin', /^\(unclear-date-past\)/],
    ['nomor 60', /^\(unclear-summary Ubah\)/],
    ['60', /^\(changed Jumlah 60\)/],
    ['50', /^\(unclear-summary Ubah\)/],
    ['1', /Tercatat/],
  ])('at the summary, %s', (typed, said) => {
    const ani = talker();
    ani.says(all, 'boleh');
    expect(ani.says(typed)[0]).toMatch(said);
  });

  test('of one line leaves all others, and kembali leaves it too', () => {
    const ani = talker();
    ani.says(all, 'boleh');
    expect(ani.says('jumlah banyak', 'kembali')[0]).toBe(
      `(back-done)\n${summary} [Ya] [Ubah] [Kembali]`,
    );
  });
});

describe('a sentence at an open question', () => {
  test('answers it and those that follow', () => {
    const ani = talker();
    expect(
      ani.says('beri', 'boleh', 'pangan', 'beras', '50 paket ke RW 5 Pulo Gadung lusa')[0],
    ).toMatch(/\n50 Paket beras ke RW 05 Pulo Gadung, Kamis, 26 November 2026\. Benar\?/);
  });

  test('that answers only others is kept, said back, and no miss', () => {
    const ani = talker();
    ani.says('beri', 'boleh');
    expect(ani.says('besok 50 paket')[0]).toBe(
      '(heard 50 paket; Rabu, 25 November 2026)\nBidang apa? [Pangan] [Sekolah] [Kembali]',
    );
    expect(ani.says('xyz')[0]).toMatch(/^\(unclear-choice\)/);
    ani.says('pangan');
    expect(ani.says('beras')[0]).toMatch(/Jumlah: 50/);
  });

  test('does not change what was answered before, and says so', () => {
    const ani = talker();
    ani.says('beri', 'boleh', 'pangan', 'beras', '50', 'RW 3');
    expect(ani.says('besok, eh 60 paket')[0]).toMatch(/^\(heard-before 60 paket\)\n50 Paket beras/);
  });

  test('counts what its unit says, where two numbers are asked for', () => {
    const homes = `  homes:
    ask: quantity
    counts: [kk]
    title: { id: "KK", en: "Families" }
    text: { id: "Berapa KK? Misalnya: 640.", en: "How many? For example: 640." }
`;
    const ani = talker(flow(homes));
    ani.says('mau bantu 50 paket beras untuk 640 KK', 'boleh');
    expect(ani.position?.frames[0]?.answers).toMatchObject({ homes: 640, amount: 50 });
    const budi = talker(flow(homes));
    budi.says('beri', 'boleh', 'pangan', 'beras', '640 KK, 50 paket');
    expect(budi.position?.frames[0]?.answers).toMatchObject({ homes: 640, amount: 50 });
    const dodi = talker(flow(homes));
    dodi.says('beri', 'boleh', 'pangan', 'beras');
    expect(dodi.says('50 paket')[0]).toMatch(/^\(heard 50 paket\)\nBerapa KK/);
    const citra = talker(flow(homes));
    citra.says('beri', 'boleh', 'pangan', 'beras');
    expect(citra.says('640 KK, eh 650')[0]).toMatch(/\(which-reading/);
  });

  test('may be shut out of a step', () => {
    const ani = talker(flow().replace('    max: 100\n', '    max: 100\n    fills: false\n'));
    ani.says(all, 'boleh');
    expect(ani.step).toBe('gift/amount');
  });

  test('with the rest of a question of two readings is read together with it', () => {
    const ani = talker(
      flow()
        .replace(
          / {2}place:\n[\s\S]*? {2}day:/,
          `  place:
    ask: place
    title: { id: "Tempat", en: "Place" }
    text: { id: "Ke mana? Misalnya: Tebet Barat.", en: "Where? For example: Tebet Barat." }
  day:`,
        )
        .replace('with: { package, amount, place }', 'with: { package, amount, place: package }'),
    );
    ani.says('beri', 'boleh', 'pangan', 'beras', '50', 'tebet');
    expect(ani.says('barat rw 5')[0]).toMatch(/^Kapan/);
    expect(ani.position?.frames[0]?.answers.place).toMatchObject({
      rw: 5,
      label: 'RW 05 Kelurahan Tebet Barat',
    });
  });
});

test('92 rusak 3 is asked, and answers both', () => {
  const count = `  all:
    ask: quantity
    part: damaged
    min: 0
    text: { id: "Datang berapa? Misalnya: 75.", en: "How many? For example: 75." }
  damaged:
    ask: quantity
    min: 0
    text: { id: "Rusak berapa? Misalnya: 3.", en: "Damaged? For example: 3." }
`;
  const ani = talker(flow(count));
  expect(ani.says('beri', 'boleh', 'pangan', 'beras', '92 rusak 3')[0]).toBe(
    '(which-count 92 rusak 3) [(count-within 92 3)] [(count-added 95 3)] [Kembali]',
  );
  const bu = structuredClone(ani.position);
  ani.says('b');
  expect(ani.position?.frames[0]?.answers).toMatchObject({ all: 95, damaged: 3 });
  ani.position = bu;
  ani.says('a');
  expect(ani.position?.frames[0]?.answers).toMatchObject({ all: 92, damaged: 3 });
  expect(ani.step).toBe('gift/amount');
  // Both can be walked back over, each to its own question.
  ani.says('kembali');
  expect(ani.step).toBe('gift/damaged');
  ani.position = bu;
  // Neither: what came is written again.
  ani.says('90');
  expect(ani.step).toBe('gift/damaged');
  expect(ani.position?.frames[0]?.answers).toMatchObject({ all: 90 });
});

test('what was heard before its question is kept over a change of the flow, and read as it was said', () => {
  const ani = talker();
  ani.says('mau bantu 50 paket besok');
  ani.now += 10 * 3600_000;
  const homes = `  homes:
    ask: quantity
    text: { id: "Berapa KK? Misalnya: 3.", en: "How many? For example: 3." }
`;
  ani.world = { ...tinyWorld({ gift: flow(homes) }), regions: loadRegions() };
  ani.says('boleh', 'pangan', 'beras', '3', 'RW 03');
  expect(ani.position?.frames.at(-1)?.answers).toMatchObject({ amount: 50, day: '2026-11-25' });
});

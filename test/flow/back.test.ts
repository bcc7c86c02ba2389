import { describe, expect, test } from 'vitest';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyWorld } from './tiny.ts';

const talker = (world = tinyWorld()) => new Talker(world, strictly(tinyActions, tinyAnswer));

describe('kembali', () => {
  test('asks the question before again, and forgets only its answer', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan', 'beras', '5');
    expect(ani.says('kembali')).toEqual(['(back-done)\nBeras: berapa? Misalnya: 5. [Kembali]']);
    expect(ani.position?.frames.at(-1)?.answers).toEqual({
      field: { key: 'food', label: 'Pangan' },
      package: { key: 'rice', label: 'Beras' },
    });
  });

  test('goes on back, question by question, to the first', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03');
    const steps = Array.from({ length: 6 }, () => {
      ani.says('kembali');
      return ani.step;
    });
    expect(steps).toEqual([
      'gift/place',
      'gift/amount',
      'gift/package',
      'gift/field',
      'gift/field',
      'gift/field',
    ]);
  });

  test('at the first question says so, and asks it again', () => {
    const ani = talker();
    ani.says('beri');
    expect(ani.says('kembali')).toEqual(['(back-first)\nSiapa? Misalnya: Ani.']);
  });

  test('at the first question of a visited flow leads to the last one of its visitor', () => {
    const ani = talker();
    ani.says('halo', 'memberi');
    expect(ani.step).toBe('greet/name');
    expect(ani.says('kembali')).toEqual(['(back-done)\nMau apa? [Memberi] [Total]']);
    ani.says('memberi', 'Ani');
    expect(ani.step).toBe('gift/field');
    expect(ani.says('0')).toEqual(['(back-done)\nMau apa? [Memberi] [Total]']);
  });

  test('never leads out of what was opened in the middle of a question', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan');
    ani.says('menu');
    expect(ani.says('kembali')).toEqual(['(back-first)\nMau apa? [Memberi] [Total]']);
  });

  test('where nothing goes on says that nothing does', () => {
    expect(talker().says('kembali')).toEqual(['(nothing-to-cancel)']);
  });

  test('never leads over a record that was made', () => {
    const ani = talker();
    ani.says('halo', 'memberi', 'Ani', 'pangan', 'beras', '5', 'RW 03', 'besok', 'ya');
    expect(ani.step).toBe('gift/note');
    expect(ani.says('kembali')).toEqual(['(back-first)\nAda pesan? Misalnya: semangat.']);
  });

  test('still leads back in what a record interrupted', () => {
    const ani = talker(tinyWorld({ totals: recording }));
    ani.says('beri', 'Ani', 'pangan');
    ani.says('total');
    expect(ani.says('pangan', '3')).toEqual([
      '(resumed)\nPangan: bantuan apa? [Beras] [Minyak] [Susu] [Kembali]',
    ]);
    expect(ani.says('kembali')).toEqual(['(back-done)\nBidang apa? [Pangan] [Sekolah]']);
  });

  test('from two readings leads to the question itself', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan', 'beras', '50-60');
    expect(ani.says('kembali')).toEqual(['(back-done)\nBeras: berapa? Misalnya: 5. [Kembali]']);
  });

  test('after a loop walks the way that was walked last, and asks for nothing that is not known', () => {
    const ani = talker();
    const nowhere = { end: 'none', gives: {}, creates: false };
    ani.answer = strictly(tinyActions, (request) =>
      request.action === 'test.places' ? nowhere : tinyAnswer(request),
    );
    // Nobody lacks rice: back to the field, with field and package forgotten.
    ani.says('beri', 'Ani', 'pangan', 'beras', '5');
    expect(ani.step).toBe('gift/field');
    ani.answer = strictly(tinyActions, tinyAnswer);
    expect(ani.says('sekolah', 'susu')[0]).toMatch(/^5: untuk siapa/);
    const steps = Array.from({ length: 4 }, () => {
      ani.says('kembali');
      return ani.step;
    });
    expect(steps).toEqual(['gift/amount', 'gift/package', 'gift/field', 'gift/field']);
  });

  test('is offered as a button where it leads somewhere', () => {
    const ani = talker();
    const offered = () =>
      ani.replies.at(-1)?.options.some(({ key, label }) => key === 'back' && label === 'Kembali');
    ani.says('beri');
    expect(offered()).toBe(false);
    ani.says('Ani', 'pangan');
    expect(offered()).toBe(true);
    ani.taps('back');
    expect(ani.step).toBe('gift/field');
  });
});

/** A flow that makes a record after two questions, and says nothing. */
const recording = `
flow: totals
title: { id: "T", en: "T" }
steps:
  pick:
    choose: test.fields
    text: { id: "Yang mana?", en: "Which?" }
  count:
    ask: quantity
    text: { id: "Berapa? Misalnya: 5.", en: "How many? For example: 5." }
  make:
    do: test.confirm
    with: { package: pick, amount: count, place: pick }
    on: { reserved: end, full: end }
`;

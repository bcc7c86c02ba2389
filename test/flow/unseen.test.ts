import { describe, expect, test } from 'vitest';
import type { Content } from '../../src/chat/message.ts';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyWorld } from './tiny.ts';

const talker = () => new Talker(tinyWorld(), strictly(tinyActions, tinyAnswer));
const typed = (text: string): Content => ({ kind: 'text', text });
const amount = 'Beras: berapa? Misalnya: 5. [Kembali]';

/** Somebody who is asked how much, with the id of the question before. */
function atAmount() {
  const ani = talker();
  ani.says('beri', 'Ani', 'pangan');
  const before = ani.question ?? '';
  ani.says('beras');
  return { ani, before };
}

describe('what was not meant for the open question answers nothing', () => {
  test('a tap on an old button', () => {
    const { ani, before } = atAmount();
    expect(ani.taps('milk', before)).toEqual([`(stale-tap)\n${amount}`]);
    expect(ani.position?.frames.at(-1)?.answers.package).toEqual({ key: 'rice', label: 'Beras' });
  });

  test('the second of a double tap, where the flow is over', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03', 'besok');
    const review = ani.question ?? '';
    expect(ani.taps('stop')).toEqual(['(cancelled)']);
    expect(ani.taps('stop', review)).toEqual(['(stale-idle)']);
  });

  test('the second of a double tap, where a record was made', () => {
    const ani = talker();
    ani.says('beri', 'Ani', 'pangan', 'beras', '5', 'RW 03', 'besok');
    const review = ani.question ?? '';
    ani.taps('yes');
    expect(ani.taps('yes', review)).toEqual([
      '(recorded-before K-1)\nAda pesan? Misalnya: semangat.',
    ]);
    expect(ani.requests.filter(({ action }) => action === 'test.confirm')).toHaveLength(1);
  });

  test('words that were sent before it was shown', () => {
    const { ani } = atAmount();
    expect(ani.meets(typed('7'), { shown: false })).toEqual([`(before-shown)\n${amount}`]);
    expect(ani.says('7')[0]).toMatch(/^7: untuk siapa/);
  });

  test('a quote of another question', () => {
    const { ani, before } = atAmount();
    expect(ani.meets(typed('7'), { quotes: before })).toEqual([`(before-shown)\n${amount}`]);
    expect(ani.meets(typed('7'), { quotes: ani.question ?? '' })[0]).toMatch(/^7: untuk siapa/);
  });

  test('an old message that was edited', () => {
    const { ani } = atAmount();
    const edited: Content = { kind: 'edited', text: '8' };
    expect(ani.meets(edited, { shown: false })).toEqual([`(edited)\n${amount}`]);
    expect(ani.meets(edited)).toEqual([`(edited)\n${amount}`]);
    expect(ani.step).toBe('gift/amount');
  });

  test('anything in a session that was rebuilt', () => {
    const { ani } = atAmount();
    const before = ani.question;
    expect(ani.meets(typed('7'), { unfiled: true })).toEqual([`(asked-again)\n${amount}`]);
    expect(ani.meets(typed('batal'), { unfiled: true })).toEqual([`(asked-again)\n${amount}`]);
    expect(ani.question).toBe(before);
    expect(talker().meets(typed('7'), { unfiled: true })).toEqual([
      '(asked-again)\nMau apa? [Memberi] [Total]',
    ]);
  });
});

describe('a burst', () => {
  const at = (ani: Talker, ms: number, text = '7') => {
    ani.now = 1_000_000 - 60_000 + ms;
    return ani.meets(typed(text), { shown: false });
  };

  test('is answered once in five seconds', () => {
    const { ani } = atAmount();
    expect(at(ani, 0)).toHaveLength(1);
    expect(at(ani, 1000, 'paket')).toEqual([]);
    expect(at(ani, 4999, 'beras')).toEqual([]);
    expect(at(ani, 5000, 'halo?')).toHaveLength(1);
    expect(ani.step).toBe('gift/amount');
  });

  test('is not what a real answer belongs to', () => {
    const { ani } = atAmount();
    at(ani, 0);
    ani.now = 1_000_000 - 60_000 + 2000;
    expect(ani.says('7')[0]).toMatch(/^7: untuk siapa/);
  });
});

describe('nobody is left in silence', () => {
  test('after a fault of ours: an apology, and the question', () => {
    const { ani } = atAmount();
    expect(ani.meets(typed('7'), { fault: true })).toEqual([`(fault)\n${amount}`]);
    expect(talker().meets(typed('7'), { fault: true })).toEqual(['(fault)']);
    expect(ani.requests.filter(({ action }) => action === 'test.places')).toEqual([]);
  });

  test('after a notice that came between: the question, under the same id', () => {
    const { ani } = atAmount();
    const before = ani.question;
    expect(ani.meets({ kind: 'resume' })).toEqual([amount]);
    expect(ani.question).toBe(before);
    // The question was shown after the notice: it stands below it, and is not said twice.
    expect(ani.meets({ kind: 'resume' }, { shown: false })).toEqual([]);
    expect(ani.question).toBe(before);
    expect(talker().meets({ kind: 'resume' })).toEqual([]);
  });

  test('who sends what cannot be read where nothing is asked', () => {
    const meets = (content: Content) => talker().meets(content);
    expect(meets({ kind: 'voice' })).toEqual(['(voice)\nMau apa? [Memberi] [Total]']);
    expect(meets({ kind: 'sticker' })).toEqual(['(sticker)\nMau apa? [Memberi] [Total]']);
    expect(meets({ kind: 'edited', text: 'x' })).toEqual(['(edited)\nMau apa? [Memberi] [Total]']);
    expect(meets({ kind: 'photo', file: 'f' })).toEqual(['(other)\nMau apa? [Memberi] [Total]']);
    expect(meets({ kind: 'choice', question: 'q', key: 'a' })).toEqual(['(stale-idle)']);
  });
});

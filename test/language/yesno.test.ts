import { describe } from 'vitest';
import { type Answer, readYesNo } from '../../src/language/yesno.ts';
import { rows } from './table.ts';

const all = (said: string, answer: Answer | 'unknown' | readonly Answer[]) =>
  said.split(' · ').map((text) => [text, answer] as const);

describe('yes', () => {
  rows<Answer>(readYesNo, [
    ...all('y · ya · iya · yoi · ok · oke · siap · boleh · betul · setuju · gas · 👍', 'yes'),
    ...all(
      'yes · yes please · YA! · ＹＡ · y\u200ba · iyaaa · okeee · gasss · 👍🏽 · ok 👍',
      'yes',
    ),
    ...all('ya pak · iya bu, setuju · ya bener · ya, catat · ya 🙏 · ya udah · ok siap', 'yes'),
  ]);
});

describe('no', () => {
  rows<Answer>(readYesNo, [
    ...all('t · tidak · gak · ga · nggak · enggak · tdk · bukan · jangan · no · 👎', 'no'),
    ...all('belum · jangan dulu · belum dulu · jangan dulu ya · not yet · ga usah', 'no'),
    ...all('tidak setuju · ga boleh · belum setuju · ga mau · ga, makasih · no thanks', 'no'),
  ]);
});

describe('cancel', () => {
  rows<Answer>(readYesNo, [
    ...all('batal · batal aja · batalkan · cancel · ga jadi · gak jadi · tidak jadi', 'cancel'),
    ...all('ga jadi ya · gak jadi deh, makasih', 'cancel'),
  ]);
});

describe('an answer with a condition, a doubt or against itself asks', () => {
  rows<Answer>(readYesNo, [
    ...all('ya tapi · ya tapi besok · boleh? · ya/tidak · boleh ga · ya enggak', ['yes', 'no']),
    ...all('ya ampun · gas habis · ya 50 · mungkin ya · g', ['yes', 'no']),
    ...all('gapapa · ga apa-apa · gpp · ga masalah · tidak masalah · no problem', ['yes', 'no']),
    ...all('ya batal · oke batal', ['yes', 'cancel']),
    ...all('jangan batal · ga batal', ['no', 'cancel']),
    ...all('tidak salah · bukan tidak setuju', ['no', 'yes']),
    ['ga jadi batal', ['cancel', 'no']],
  ]);
});

describe('what answers nothing is not understood', () => {
  rows<Answer>(readYesNo, [
    ...all('ga tau · gak tahu · belum tau · terserah · mungkin · 🙏 · 50 · jadi', 'unknown'),
    ['', 'unknown'],
  ]);
});

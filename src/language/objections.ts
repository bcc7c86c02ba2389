import { measures, packages, words } from './lexicon.ts';
import type { Token } from './token.ts';

/** Speaks against taking the one number as it stands: a bound, a denial, a share, a change. */
const objections = words(
  'bukan jangan tidak tdk gak ga nggak enggak ngga engga kagak belum batal not cancel minimal minimum min maksimal ' +
    'maksimum maks max mentok paling setidaknya sedikitnya sekurangnya seenggaknya lebih kurang hampir dibawah diatas ' +
    'bawah atas under over up than sampai sampe hingga nyampe sd per tiap setiap masing masing2 each seorang sorang ' +
    'serumah sekeluarga tambah tambahan tambahin ditambah ditambahin kurangi dikurangi dikurangin potong dipotong plus ' +
    'minus negatif atau or antara between least kali x separonya separuhnya setengahnya seperempat ' +
    'sepertiga perempat pertiga persen quarter kecuali selain except keatas kebawah tiap2 ' +
    'more another less fewer nearly almost tops something dikit ditolak dibalikin dibalikkan dikembalikan dibatalkan ' +
    'dibatalin ditunda dipending',
);
/** A change by so much; `naik jadi 60` is what it is changed to. */
const changes = words('naik naikin naikkan turun turunin turunkan');
/** So many in each: `sehari 10`. Not `untuk seminggu`, which is all of it, and `seminggu lagi`, which is a day. */
const rates = words('sehari seminggu sepekan sebulan setahun');
const wholes = /^(?:untuk|utk|buat|bwt|selama|cukup|for)$/;
const perEach = /^per(?:hari|minggu|bulan|tahun|kk|rw|rt|org|orang|jiwa|keluarga|paket|rumah)$/;
/** What was, before a number: `kemarin 50`. */
const former = /^(?:kemarin|kemaren|kmrn|tadi|dulu|dulunya|tadinya|sebelumnya)$/;
/** What is broken, or did not come. */
const lost = words(
  'rusak rusaknya cacat pecah bocor penyok basah busuk basi kadaluarsa kadaluwarsa kedaluwarsa expired hilang ilang ' +
    'sisa sisanya tinggal nyusul menyusul damaged broken missing lost bad spoiled',
);

/** Whether a word or sign speaks against the number as it stands. `kurang lebih 50` is simply about 50. */
export function objected(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => objects(tokens, token, at));
}

function objects(tokens: readonly Token[], { kind, text, glued }: Token, at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (text === '~') return glued && before?.kind === 'digits';
  if (text === '@') return after === undefined;
  if (text === '%') return /^(?:dari|of)$/.test(after?.text ?? '');
  if (/^[<>≤≥+×]$/u.test(text)) return !isHeart(tokens, at);
  if (kind !== 'word') return false;
  if (text === 'kurang' || text === 'lebih') {
    const pair = text === 'kurang' ? 'lebih' : 'kurang';
    return ![before?.text, after?.text].includes(pair);
  }
  if (changes.has(text)) return !/^(?:jadi|jd|menjadi|ke)$/.test(after?.text ?? '');
  if (rates.has(text))
    return !wholes.test(before?.text ?? '') && !/^(?:lagi|lg)$/.test(after?.text ?? '');
  if (former.test(text)) return after?.kind === 'digits';
  if (/^(?:lagi|lg)$/.test(text)) return isCounted(before);
  if (text === 'nanti') return before?.kind === 'digits';
  if (perEach.test(text)) return true;
  if (text === 'but') return before?.text === 'all';
  return objections.has(text);
}

/** `50 lagi`, `50 paket lagi`: so many more. `3 hari lagi` is a day. */
const isCounted = (token: Token | undefined) =>
  token !== undefined &&
  (token.kind === 'digits' ||
    packages.has(token.text) ||
    (/^(?:puluh|ratus|belas)/.test(token.text) && !measures.has(token.text)));

/** `50 <3` */
const isHeart = (tokens: readonly Token[], at: number) =>
  tokens[at]?.text === '<' && tokens[at + 1]?.text === '3' && tokens[at + 1]?.glued === true;

/** Whether a number stands beside what is broken or did not come: `3 yg rusak`, `sisa 3`. */
export function isOfLost(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text }, at) =>
      lost.has(text) &&
      tokens
        .slice(Math.max(0, at - 3), at + 4)
        .some(
          ({ kind, text: word }) =>
            kind === 'digits' || /^(?:se|puluh|ratus)/.test(word) || ones.has(word),
        ),
  );
}

const ones = words(
  'satu dua tiga empat lima enam tujuh delapan sembilan one two three four five six seven eight nine',
);

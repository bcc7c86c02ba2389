import { plain } from './plain.ts';
import { readYesNo } from './yesno.ts';

/** What is written where an answer in free words was asked for, and may be none. */

const asking =
  /(?<!\p{L})(?:apa|apakah|apaan|gmn|gimana|bgmn|bagaimana|gmna|kenapa|knp|mengapa|kapan|kpn|siapa|sapa|berapa|brp|mana|kemana|kmana|kmn|dimana|dmn|emang|emangnya|kok)(?!\p{L})(?! (?:saja|aja|pun))/u;
const opening = /^(?:how|why|when|who|what|where|is|are|do|does|can)(?!\p{L})/u;

/** `daftar saya gmn`, `kenapa 1680?`: asks something. `boleh kapan saja` does not, nor what asks only in its middle. */
export function isQuestion(text: string): boolean {
  const said = plain(text);
  if (/\?\s*[)"'!]*$/.test(said)) return true;
  // `sy kirim 5 kok` insists, and asks nothing: only at its head does *kok* ask.
  const insists = said.replace(/(?<=\S) kok[.! ]*$/u, '');
  const words = insists.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (words.length > 12) return false;
  const ends = [words.slice(0, 3), words.slice(-2)].map((part) => part.join(' '));
  return opening.test(said) || ends.some((part) => asking.test(part));
}

const none =
  /(?<!\p{L})(?:(?:gak|gk|ga|g|nggak|enggak|ngga|tidak|tdk|tak|blm|belum) (?:ada|punya|dapat|dapet|dikasih|perlu|usah)|gada|gaada|gausah|nihil|kosong|hilang|ilang|ketinggalan|lupa|tanpa|no code|none|nothing|have no|don't have|lost)(?!\p{L})/u;

/** `gk ada kode nya pak`, `ga ada kodenya, ilang`, `gausah`: that there is none of what was asked for. */
export const saysNone = (text: string): boolean => none.test(plain(text));

const onlyNone =
  /^(?:(?:gak|gk|ga|g|nggak|enggak|ngga|tidak|tdk|tak|blm|belum) (?:ada|punya|perlu|usah)(?: (?:catatan|pesan|apa[- ]?apa|(?:yg |yang )?(?:rusak|kurang)))?(?:nya)?|gada|gaada|gausah|nihil|kosong|tidak|enggak|nggak|gak|ga|none|nothing|no)(?:[ ,]+(?:kak|pak|bu|min|kok|sih|deh|ya|aja|saja|dong|dulu|makasih|terima kasih))*[.! ]*$/u;

/** That there is none, and nothing beside it: `gausah` is, `tidak ada listrik di posko` is not. */
export const saysOnlyNone = (text: string): boolean => onlyNone.test(plain(text));

const changing =
  /^(?:eh|ralat|koreksi|ganti|ubah|rubah)(?!\p{L})|^(?:jd|jadi|jadinya|menjadi|tambah|tambahin|kurangi|kurangin|make it)\s+\d|^(?:jml|jmlh|jumlah|jumlahnya|tgl|tanggal|tanggalnya)\s+(?:jd|jadi|jadinya|menjadi|ganti|diganti|ubah)\s/u;
const waiting =
  /^(?:bentar|bntr|sebentar|sbntr|tunggu|tunggu dulu|nanti|ntar|entar|wait|hold on|just a moment)(?!\p{L})/u;

/**
 * What speaks against words being the answer in free words that was asked for: they ask something, change another
 * answer, put it off, or say no more than a yes or a no. `undefined` where nothing does.
 */
export function remarkIn(text: string): 'question' | 'change' | 'wait' | 'yesno' | undefined {
  if (isQuestion(text)) return 'question';
  const said = plain(text);
  if (changing.test(said)) return 'change';
  if (waiting.test(said) && said.split(' ').length < 8) return 'wait';
  return 'value' in readYesNo(text) || saysOnlyNone(text) ? 'yesno' : undefined;
}

/** That none was counted: `gk ada`, `nihil`. A `tidak`, `belum ada` or `semua bagus` says no number. */
export const saysZero = (text: string): boolean =>
  /^(?:(?:gak|gk|ga|nggak|enggak|tidak|tdk) ada(?: yang| yg)?(?: rusak)?|gada|gaada|nihil|kosong|none)(?:[ ,]+(?:kak|pak|bu|kok|sih|ya))*[.! ]*$/u.test(
    plain(text),
  );

/** `dua-duanya`, `keduanya aja`, `semuanya`, `dibagi 2 tempat`, `2 tempat ya`: more than one of what is shown, and nothing beside it. */
export const saysBoth = (words: string): boolean =>
  /^(?:mau |ya |pilih )*(?:dua[ -]?dua(?:nya)?|dua2(?:nya)?|2-?2nya|keduanya|kedua-duanya|semua|semuanya|smuanya|(?:di)?bagi(?:in|kan)?(?: rata)?(?: (?:ke|jadi))?(?: (?:\d|dua|tiga|beberapa|bbrp) (?:tempat|rw))?|(?:\d|dua|tiga|beberapa|bbrp) (?:tempat|rw)|both|both of them|all|all of them)(?: (?:aja|saja|dong|deh|ya|pak|bu|kak|min))*[.!]*$/u.test(
    plain(words),
  );

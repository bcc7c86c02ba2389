import { plain } from './plain.ts';

/** What is written where an answer in free words was asked for, and may be none. */

const asking =
  /(?<!\p{L})(?:apa|apakah|apaan|gmn|gimana|bgmn|bagaimana|gmna|kenapa|knp|mengapa|kapan|kpn|siapa|sapa|berapa|brp|mana|dimana|dmn|emang|emangnya|kok|how|why|when|who|what|where)(?!\p{L})/u;

/** `daftar saya gmn`, `kenapa 1680?`: asks something. A statement that has such a word in its middle is none. */
export function isQuestion(text: string): boolean {
  const said = plain(text);
  if (/\?\s*[)"'!]*$/.test(said)) return true;
  const words = said.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (words.length > 12) return false;
  return asking.test(words.slice(0, 2).join(' ')) || asking.test(words.slice(-2).join(' '));
}

const none =
  /(?<!\p{L})(?:(?:gak|gk|ga|g|nggak|enggak|ngga|tidak|tdk|tak|blm|belum) (?:ada|punya|dapat|dapet|dikasih|perlu|usah)|gada|gaada|gausah|nihil|kosong|hilang|ilang|ketinggalan|lupa|tanpa|no code|none|nothing|have no|don't have|lost)(?!\p{L})/u;

/** `gk ada kode nya pak`, `ga ada kodenya, ilang`, `gausah`: that there is none of what was asked for. */
export const saysNone = (text: string): boolean => none.test(plain(text));

const onlyNone =
  /^(?:(?:gak|gk|ga|g|nggak|enggak|ngga|tidak|tdk|tak|blm|belum) (?:ada|punya|perlu|usah)(?: (?:catatan|pesan|apa[- ]?apa))?(?:nya)?|gada|gaada|gausah|nihil|kosong|tidak|enggak|nggak|gak|ga|none|nothing|no)(?:[ ,]+(?:kak|pak|bu|min|kok|sih|deh|ya|aja|saja|dong|dulu|makasih|terima kasih))*[.! ]*$/u;

/** That there is none, and nothing beside it: `gausah` is, `tidak ada listrik di posko` is not. */
export const saysOnlyNone = (text: string): boolean => onlyNone.test(plain(text));

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

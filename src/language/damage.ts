import { findNumbers, partNumbers } from './numbers.ts';
import { plain } from './plain.ts';
import { type Token, tokenize } from './token.ts';

const damaged = /^(?:rusak|rusaknya|cacat|pecah|bocor|penyok|basah|busuk|damaged|broken|bad)$/;

/**
 * A count and, beside it, how many are damaged: `92 rusak 3`, `datang 92, 3 rusak`. Whether the 3 are among
 * the 92 is not said. Nothing where there are not just these two whole numbers.
 */
export function readDamage(text: string): { count: number; damaged: number } | undefined {
  const tokens = partNumbers(tokenize(withoutLack(plain(text))));
  const numerals = findNumbers(tokens);
  const [first, second] = numerals;
  if (!first || !second || numerals.length > 2) return undefined;
  const values = [first.value, second.value];
  if (!values.every((value) => Number.isInteger(value)) || tokens.some(isSign)) return undefined;
  const isBeside = [first, second].map(
    ({ from, to }) => isDamaged(tokens[from - 1]) || isDamaged(tokens[to]),
  );
  if (!isBeside.includes(true)) return undefined;
  const count = isBeside[0] === isBeside[1] ? Math.max(...values) : values[isBeside[0] ? 1 : 0];
  const part = isBeside[0] === isBeside[1] ? Math.min(...values) : values[isBeside[0] ? 0 : 1];
  return count === undefined || part === undefined ? undefined : { count, damaged: part };
}

/** The one number of words, where it is whole and a word of these stands beside it. */
function loneBeside(text: string, words: RegExp, known: RegExp): number | undefined {
  const tokens = partNumbers(tokenize(plain(text)));
  const [only, ...more] = findNumbers(tokens);
  if (!only || more.length > 0 || !Number.isInteger(only.value) || tokens.some(isSign))
    return undefined;
  const others = tokens.filter(
    ({ kind }, at) => kind === 'word' && (at < only.from || at >= only.to),
  );
  const isBeside = others.some(({ text: word }) => words.test(word));
  const isKnown = others.every(({ text: word }) => words.test(word) || known.test(word));
  return isBeside && isKnown ? only.value : undefined;
}

const around =
  /^(?:yg|yang|nya|ada|paket|pkt|dus|kotak|box|buah|ya|pak|bu|aja|saja|cuma|kondisinya|are|is|only|dtg|datang)$/;
const whole = new RegExp(
  `${around.source}|^(?:semua|semuanya|smua|lengkap|komplit|pas|full|sampai|all|tapi|tp|but|sudah|udah|sdh)$`,
);

/** `bagus 33`, `33 bagus semua`: how many are good, which is not yet how many came. */
export const readGood = (text: string): number | undefined =>
  loneBeside(
    text,
    /^(?:bagus|bagusnya|baik|utuh|good|fine)$/,
    new RegExp(`${around.source}|^(?:semua|semuanya)$`),
  );

/** `rusak 3`, `semua, rusak 3`: how many are damaged, and no more than that. */
export const readDamagedAlone = (text: string): number | undefined =>
  loneBeside(text, damaged, whole);

/** `semua`, `lengkap`, `datang semua`: all of it, and nothing beside it. */
export const saysAll = (text: string): boolean =>
  /^(?:(?:sudah|udah|sdh|udh|alhamdulillah|dtg|datang|sampai|sesuai) )*(?:semua|semuanya|smua|smuanya|lengkap|komplit|komplet|full|sesuai komitmen|sesuai janji|all|all of it|all of them|everything)(?:,? (?:sudah|udah|sdh|udh|datang|dtg|sampai|lengkap|semua|ya|pak|bu|kak|min|alhamdulillah|came|arrived))*[.! ]*$/u.test(
    plain(text),
  );

/** `18 kurang 2 yg satu penyok`: how many did not come is no third count; it follows from the others. */
const withoutLack = (text: string): string =>
  text.replace(
    /(?<=\d[^\d]{0,20})(?<!\p{L})(?:kurang|krg|kurangnya)(?: nya)? (?:\d+|satu|dua|tiga|empat|lima)(?! ?lebih)(?![\d.,]*\d)/gu,
    ',',
  );

const isDamaged = (token: Token | undefined) => damaged.test(token?.text ?? '');
/** `-3`, `3/92`, `90-92`: something else than two counts. */
const isSign = ({ kind, text }: Token) => kind === 'mark' && !/^[,.;:()]$/.test(text);

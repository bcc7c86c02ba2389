import type { Language } from '../chat/message.ts';
import { spelledOut } from '../language/shorthand.ts';
import { isNear, plain } from './choice.ts';
import type { Command, Keywords } from './definition.ts';

/** What a typed message is beside an answer: a word that acts everywhere, or a wish that opens a flow. */
export type Meant =
  | { command: Command }
  | { opens: string; with?: string; isAside?: true }
  | undefined;

/** `eh kembali` is `kembali`: small words around a command do not hide it. */
const around = new Set('eh oh aduh tolong mau dong deh ya pak bu min please'.split(' '));

/** At an open question only a command, or a flow's own word, standing alone is more than an answer. */
export function readCommand(typed: string, keywords: Keywords): Meant {
  // A mark alone, `?`, is kept: without it there would be nothing left to compare.
  const said = plain(typed) || typed.trim();
  const bare = said
    .split(' ')
    .filter((word) => !around.has(word))
    .join(' ');
  const spoken = [said, bare, spelledOut(said), spelledOut(bare)];
  for (const words of spoken.filter((words) => words !== '')) {
    const command = Object.hasOwn(keywords.commands, words) ? keywords.commands[words] : undefined;
    if (command) return { command };
    const flow = Object.hasOwn(keywords.opens, words) ? keywords.opens[words] : undefined;
    if (flow) return { opens: flow };
  }
  // One word may begin an answer: in the middle of a question a phrase opens a flow, or a word before a number of ours.
  return continuedBy(
    typed,
    keywords,
    (phrase, rest) => phrase.includes(' ') || /^[A-Z]-\d[\w-]*$/i.test(rest),
  )?.meant;
}

/**
 * A word that acts everywhere, or opens a flow, with a slip of the thumb in it: `komitmn saya`. Nothing where two could be
 * meant, or the word is short.
 */
export function readSlippedCommand(typed: string, { commands, opens }: Keywords): Meant {
  const said = spelledOut(plain(typed));
  if (said.length < 6 || said.split(' ').length > 3) return undefined;
  const parts = said.split(' ');
  const near = (words: string) => {
    const others = words.split(' ');
    return (
      parts.length === others.length && parts.every((part, at) => isNear(part, others[at] ?? ''))
    );
  };
  const found = [
    ...Object.entries(commands).map(([words, command]) => ({ words, meant: { command } as Meant })),
    ...Object.entries(opens).map(([words, flow]) => ({ words, meant: { opens: flow } as Meant })),
  ].filter(({ words }) => near(words));
  const [only, ...others] = new Map(
    found.map(({ meant }) => [JSON.stringify(meant), meant]),
  ).values();
  return others.length === 0 ? only : undefined;
}

/** `cek tanda terima T-2612-7QMX` opens the flow with what follows as the answer to its first question. */
function continuedBy(
  typed: string,
  { continued }: Keywords,
  may: (phrase: string, rest: string) => boolean = () => true,
): { phrase: string; meant: Meant } | undefined {
  const words = typed.trim().split(/\s+/);
  for (const [phrase, flow] of continued) {
    const length = phrase.split(' ').length;
    const begun = plain(words.slice(0, length).join(' '));
    if (words.length <= length || (begun !== phrase && spelledOut(begun) !== phrase)) continue;
    const rest = words.slice(length).join(' ');
    if (may(phrase, rest)) return { phrase, meant: { opens: flow, with: rest } };
  }
  return undefined;
}

/** At a list `cakupan rawamangun` is a wish where it is none of the choices; a short word as *sudah* may be said of them. */
export const readContinued = (typed: string, keywords: Keywords): Meant =>
  continuedBy(typed, keywords, (phrase) => phrase.length > 5)?.meant;

/** Characters of a message on any channel. */
const longest = 4096;

/** `T-2612-7QMX`, `cek T-2612-7QMX ya`: a number of ours, and nothing beside it but what looks at it. */
export function readNumber(typed: string, { numbered }: Keywords): Meant {
  const [, number = ''] =
    /^(?:(?:tolong|mau|coba|cek|check|lihat|liat|no|nomor|nomer|number|kode|tanda terima|receipt)[\s.:]+)*(\p{L}-\d[\p{L}\d-]*)(?:[\s,]+(?:ya|dong|pak|bu|min|kak))*[.?! ]*$/iu.exec(
      typed.trim(),
    ) ?? [];
  const flow = numbered.find(([, letter]) => number.toUpperCase().startsWith(`${letter}-`))?.[0];
  return flow === undefined ? undefined : { opens: flow, with: number };
}

/** So many words beside a number of ours are a text that somebody passed on, and no word to us. */
const passedOnWords = 4;

/** `Pengumuman P-118: transfer 50rb ke …`, whatever else stands in it; `laporan pengumuman P-118 ya pak` is a word to us. */
export function readPassedOn(typed: string, keywords: Keywords): Meant {
  if (typed.trim().split(/\s+/).length < passedOnWords) return undefined;
  const found = keywords.numbered.find(
    ([flow, letter]) =>
      keywords.whole.includes(flow) &&
      new RegExp(`(?<![\\p{L}\\d])${letter}-\\d{1,6}(?![\\p{L}\\d])`, 'iu').test(typed),
  );
  if (!found || continuedBy(typed, keywords, (_, rest) => /^\p{L}-\d/u.test(rest)))
    return undefined;
  return { opens: found[0], with: typed, isAside: true };
}

/** Where nothing is asked, a sentence may also say what it is about: `halo, mau bantu tapi bingung`. */
export function readWish(typed: string, keywords: Keywords): Meant {
  const found = phraseIn(typed, keywords);
  const command = readCommand(typed, keywords);
  if (command) return command;
  const continued = continuedBy(typed, keywords);
  // What says more wins: *sudah sampai* of `sudah sampai 30 paket` is no *sudah*.
  const said = [plain(typed), spelledOut(plain(typed))];
  const isMore = found && continued && said.some((words) => words.startsWith(`${found[0]} `));
  if (continued && !(isMore && found[0].length > continued.phrase.length)) return continued.meant;
  return found && { opens: found[1], ...(keywords.whole.includes(found[1]) && { with: typed }) };
}

/** A number of what can be given: not of rupiah, of time, or of photos. */
const number =
  /\d+(?![\d.]*\s*(?:ribu|rb|juta|jt|rupiah|persen|%|hari|minggu|mgg|pekan|jam|menit|bulan|bln|foto|nomor|kali|orang|x)(?!\p{L}))/gu;

/** The longest phrase that stands anywhere: it says most of what it is about. */
function phraseIn(typed: string, { phrases, asides }: Keywords): [string, string] | undefined {
  const said = plain(typed, longest);
  // `minta 50 paket` says what `minta paket` does.
  const uncounted = spelledOut(said).replace(/(?<= )\d+ /gu, '');
  // `minta 100 nasi kotak` says `minta sekian`, and `terima acw 928` says `terima kode`.
  const figured = spelledOut(said)
    .replace(/(?<!\p{L})(?!rw)\p{L}{3} ?\d{3}(?!\d)/gu, 'kode')
    .replace(number, 'sekian');
  const standsIn = (words: string[]) => (phrase: string) =>
    words.some((each) => ` ${each} `.includes(` ${phrase} `));
  const [isSaid, isCounted] = [standsIn([said, spelledOut(said)]), standsIn([uncounted, figured])];
  return [
    ...phrases.filter(([phrase]) => isSaid(phrase) || isCounted(phrase)),
    // `ada 40 orang sakit` asks for nobody.
    ...asides.filter(([phrase]) => isSaid(phrase)),
  ].sort(([a], [b]) => b.length - a.length)[0];
}

/** What is answered at any question, which then stands again: `ini resmi bukan? takut penipuan`. */
export function readAside(typed: string, keywords: Keywords): Meant {
  const found = phraseIn(typed, keywords);
  const isAside = keywords.asides.some(([phrase]) => phrase === found?.[0]);
  return found && isAside ? { opens: found[1], isAside: true } : undefined;
}

/** The language that a first sentence shows by its words: `Hello, I want to help` is English. */
export function languageOf(typed: string, { languages }: Keywords): Language | undefined {
  const said = ` ${plain(typed)} `;
  return languages.find(([phrase]) => said.includes(` ${phrase} `))?.[1];
}

const salam = /^as+al+am+u\W*al+a[iy]kum/i;
const besideSalam =
  /^(?:[\W_]|wr|wb|wa|rahmatullah\p{L}*|warahmatullah\p{L}*|wabarakatuh\p{L}*|selamat|pagi|siang|sore|malam|pak|bapak|bu|ibu|kak|min|admin)*$/iu;

/** A greeting that wants its answer: `assalamualaikum pak`, or one at the head of a sentence. */
export const isSalam = (typed: string) => salam.test(typed.trim().slice(0, 60));

/** Thanks and nothing else, also as 🙏: courtesy, and never an answer. */
const thanks =
  /^(?:(?:terima ?kasih|ter?imakasih|makasih|makasi|trims|thanks?|thank you|tq|matur nuwun|banyak|ya|yah|pak|bu|kak|min|so much)|\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}\s.,!])+$/iu;

export function isOnlyThanks(typed: string): boolean {
  const said = typed.trim().slice(0, 160);
  const isThanks = /kasih|makasi|trims|thank|tq|nuwun|🙏/iu.test(said);
  return isThanks && !/[👍👎]/u.test(said) && thanks.test(said);
}

const hello =
  /^(?:ha?lo+w?|ha?i+|hello|hey|selamat|met|pagi|siang|sore|malam|permisi|punten)(?!\p{L})/iu;

/** A greeting and nothing else, which is no answer to any question: `assalamualaikum pak`, `halo min`. */
export function isOnlyGreeting(typed: string): boolean {
  const said = typed.trim().slice(0, 160);
  const greeting = isSalam(said) ? salam : hello;
  return greeting.test(said) && besideSalam.test(said.replace(greeting, '').slice(0, 100));
}

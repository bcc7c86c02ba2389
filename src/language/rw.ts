import { findNumbers, partNumbers } from './numbers.ts';
import { tokenize } from './token.ts';

export interface RwReading {
  /** The text without its RT and RW, with `|` where they stood. */
  rest: string;
  /** The RW numbers that were named. */
  rws: number[];
  /** Named, but not surely an RW: the 3 of `gambir 3`. */
  maybe: number[];
  /** An RW that cannot be, `RW 0`, or is not surely that one: `RW 3a`, `sekitar RW 3`. */
  impossible: boolean;
}

const number = '(\\d{1,3})(?!\\d)';
const rt = '(?<!\\p{L})rt ?[.:]? ?';
const rw = '(?<!\\p{L})rw ?[.:#-]? ?(?:no\\.? ?)?';
/** Each with the group that is the RW: RT comes first, `RT 05/03` and `RT/RW 005/003` are RW 3. */
const forms: readonly [RegExp, 1 | 2][] = [
  [new RegExp(`(?<!\\p{L})rt ?[/.,-]? ?rw ?[.:]? ?${number} ?[/-] ?${number}`, 'gu'), 2],
  [new RegExp(`(?<!\\p{L})rw ?/ ?rt ?[.:]? ?${number} ?[/-] ?${number}`, 'gu'), 1],
  [new RegExp(`${rt}${number} ?[/,.-]? ?${rw}${number}`, 'gu'), 2],
  [new RegExp(`${rt}${number} ?[/-] ?${number}`, 'gu'), 2],
];
const list = new RegExp(
  `${rw}${number}((?: ?(?:,|dan|and|&|\\+|plus|-|/|atau|or|sampai|sampe|hingga|sd|eh|jadi|jd|bukan|salah|maaf|ralat|ke),? ?(?:rw ?)?\\d{1,3}(?!\\d))*)`,
  'gu',
);
const vague =
  /(?<!\p{L})(?:sekitar|sekitaran|deket|dekat|dkt|belakang|depan|samping|sebelah|seberang|antara) rw ?\d|(?<!\p{L})rw [ivx]+(?!\p{L})|(?<!\p{L})(?:sekitar|sekitaran) (?!rw|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|selusin)\p{L}|(?<!\p{L})rw ?\.? ?\d{1,3}[a-z](?![\p{L}\d])/u;
/** Numbers of something else: counts, dates, times, phones, houses. */
const others = [
  /\d[\d.,]* ?(?:paket|pkt|paketan|kk|orang|keluarga|jiwa|buah|unit|porsi|kotak|box|bungkus|lusin|kodi|gros|rb|ribu|jt|juta|k|kg|hari|minggu|pekan|bulan|tahun|packages|people|sembako|makan|makanan|nasi|tablet|laptop|dus|karung|pcs|pack|packs|food)(?!\p{L})/gu,
  /rp ?\.? ?\d[\d.,]*/gu,
  /(?<!\d)\d{1,2} ?(?:jan|feb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nov|des)[a-z]*(?: \d{4})?/gu,
  /(?<!\d)\d{1,4}[/-]\d{1,2}[/-]\d{1,4}(?!\d)/gu,
  /\+?\d[\d -]{8,}\d/gu,
  /(?<!\p{L})(?<!rw )(?:no|nomor|nomer|blok|gang|gg|kav|lt|lantai|tgl|tanggal|jam|pukul|kode pos|km)\.? ?\d+(?:[./:]\d+)*(?!\p{L})/gu,
];

/** Takes the RT and RW numbers out of a plain text. RT numbers are let go: the bot's places end at the RW. */
export function takeRw(text: string): RwReading {
  const found: number[] = [];
  const maybe: number[] = [];
  let rest = others.reduce((left, other) => left.replace(other, ' '), spelled(text));
  for (const [form, group] of forms) {
    rest = rest.replace(form, (_, first: string, second: string) => {
      found.push(Number(group === 1 ? first : second));
      return ' | ';
    });
  }
  rest = rest.replace(list, (_, first: string, more: string) => {
    found.push(Number(first), ...(more.match(/\d+/g) ?? []).map(Number));
    return ' | ';
  });
  // `RW 3 4` are two, `RW 3 50` is one with a count.
  rest = rest.replace(/\|\s+(\d{1,2})(?![\d/.,-])/gu, (whole, next: string) => {
    if (found.length === 0 || Number(next) > 30) return whole;
    found.push(Number(next));
    return '|';
  });
  rest = rest.replace(new RegExp(`${rt}${number}`, 'gu'), ' | ');
  rest = rest.replace(
    /(?<![\d/.-])(\d{1,3})\/(\d{1,3})(?![\d/.-])/g,
    (_, first: string, second: string) => {
      const padded = /^0|\d{3}/.test(first) || /^0|\d{3}/.test(second);
      (padded ? found : maybe).push(Number(second));
      return ' | ';
    },
  );
  rest = rest.replace(/(?<=\p{L}) ?\/ ?(\d{1,3})(?![\d/])/gu, (_, after: string) => {
    found.push(Number(after));
    return ' | ';
  });
  for (const bare of rest.match(/(?<![\d\p{L}])\d{1,3}(?![\d\p{L}])/gu) ?? [])
    maybe.push(Number(bare));
  const rws = [...new Set(found)].filter((each) => each > 0 && each < 100);
  const impossible = vague.test(text) || found.some((each) => each < 1 || each > 99);
  return { rest, rws, maybe, impossible };
}

/** `rw tiga` → `rw 3` */
function spelled(text: string): string {
  return text.replace(/(?<!\p{L})rw (\p{L}+(?: \p{L}+){0,3})/gu, (whole, words: string) => {
    const tokens = partNumbers(tokenize(words));
    const [numeral] = findNumbers(tokens);
    if (numeral?.from !== 0 || !Number.isInteger(numeral.value) || numeral.value > 99) return whole;
    return `rw ${inFigures(words)}`;
  });
}

/** `lima atau enam` → `5 atau 6` */
export function inFigures(words: string): string {
  const tokens = partNumbers(tokenize(words));
  let at = 0;
  const said: string[] = [];
  for (const { from, to, value, digits } of findNumbers(tokens)) {
    if (digits || !Number.isInteger(value)) continue;
    said.push(...tokens.slice(at, from).map(({ text }) => text), String(value));
    at = to;
  }
  if (said.length === 0) return words;
  return [...said, ...tokens.slice(at).map(({ text }) => text)].join(' ');
}

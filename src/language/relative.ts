import { plain } from './plain.ts';
import { readQuantity } from './quantity.ts';
import type { Reading } from './reading.ts';
import { writtenOut } from './written-out.ts';

/** An amount said by what it differs from another: `tambah 5` is 5 more than now, `kurangi jadi 20` is 20. */
export type Relative = { by: Reading<number>; sign: 1 | -1 } | { to: Reading<number> };

const more = /^(?:(?:di)?tambah(?:in|kan|an)?|nambah(?:in)?|plus|naik(?:in|kan)?|lebihin|add)$/;
const less =
  /^(?:(?:di)?kurang(?:i|in|kan)|kurang|minus|potong|turun(?:in|kan)?|reduce|kecuali|selain|except|but|hilang|ilang)$/;
const before =
  /^(?:eh|mau|tolong|bisa|bs|saya|sy|boleh|coba|minta|please|ya|dong|di|semua|semuanya|smua|lengkap|all|datang|dtg|tapi)$/;

/** Reads an amount that is said against the present one; nothing where none is: `kurang lebih 50` is about 50. */
export function readRelative(text: string): Relative | undefined {
  const words = writtenOut(plain(text)).split(/[ ,]+/).filter(Boolean);
  while (before.test(words[0] ?? '')) words.shift();
  const [first = '', ...rest] = words;
  const sign = more.test(first) ? 1 : less.test(first) ? -1 : undefined;
  if (sign === undefined || rest[0] === 'lebih') return undefined;
  const to = rest.findIndex((word) => /^(?:jadi|menjadi|jd|sampai|to)$/.test(word));
  const reading = readQuantity(rest.slice(to + 1).join(' '));
  if ('unknown' in reading) return undefined;
  return to >= 0 ? { to: reading } : { by: reading, sign };
}

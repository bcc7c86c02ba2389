import parsePhoneNumber from 'libphonenumber-js';
import { plain } from './plain.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';

/** What people put before a number, glued to it or not. */
const label = /^(?:hp|wa|tlp|telp|tel|telepon|no|nomor|phone|call|sms|kontak|ini|nope|nomer)$/;
/** Letters that stand for a digit when they are alone beside one. */
const stray = /^[oilsbzq]$/;

/**
 * Reads one phone number: `0812…`, `812…`, `62 812-…`, `+62 (0)812…`, with 9 to 12 digits after the 0 or
 * the 62, as E.164. Two numbers ask; so does one with digits left over, and one of another country. A
 * letter for a digit (`O812…`) is never a value.
 */
export function readPhone(text: string): Reading<string> {
  const written = plain(text).replace(
    /(?<![\p{L}\d])(?:rw|rt) ?[.:]? ?\d{1,3}(?!\d)|(?<![\p{L}\d.,+-])\d{1,5} ?(?:paket|pkt|kk|orang)(?!\p{L})/gu,
    ' , ',
  );
  const found: string[] = [];
  let unsure = false;
  for (const match of written.matchAll(/[+(]?\d[\d\s().+-]*/g)) {
    const before = written.slice(0, match.index);
    const after = written.slice(match.index + match[0].length);
    const run = phonesIn(match[0]);
    if (run.phones.length === 0) continue;
    if (spoiled(before, match[0], after)) return unknown;
    found.push(...run.phones);
    unsure ||= run.unsure || isSpokenAgainst(before, after);
  }
  return unsure ? doubt(found) : settle(found);
}

/** `+6281234567890` → `+62 812-3456-7890` */
export function writePhone(phone: string): string {
  const written = parsePhoneNumber(phone)?.formatInternational() ?? phone;
  const [country = '', ...groups] = written.split(' ');
  return groups.length === 0 ? phone : `${country} ${groups.join('-')}`;
}

const against =
  /(?<!\p{L})(?:bukan|bkn|jangan|jgn|selain|kecuali|not|rek|rekening|norek|bca|bri|bni|bsi|lama)(?!\p{L})[^\d]*$/u;
const ended =
  /^[^\d]{0,12}(?:(?:ga|gak|gk|ngga|nggak|tidak|tdk) (?:aktif|dipakai|dipake|bisa di\p{L}+)|salah|\?\?|nomor lama|nomer lama|no lama|mati|hangus|ganti|bukan)(?!\p{L})/u;
/** A second number said by its end: `0812 3456 7890 / 91`, `… eh 7891`. */
const ending = /^\s?(?:\/|eh|atau|ato)\s?\d{1,6}(?!\d)(?! ?(?:paket|pkt|kk|orang))/u;

/** Whether words say that it is not the number, or no longer, or not the only one. */
const isSpokenAgainst = (before: string, after: string): boolean =>
  against.test(before.slice(-40)) || ended.test(after.slice(0, 40)) || ending.test(after);

/** Whether a letter stands where a digit should: glued to the number, or alone beside it. */
function spoiled(before: string, run: string, after: string): boolean {
  const left = /(\p{L}+)\s?$/u.exec(before.slice(-20))?.[1] ?? '';
  const right = /^\s?(\p{L}+)/u.exec(after.slice(0, 20))?.[1] ?? '';
  const gluedLeft = /\p{L}$/u.test(before);
  const gluedRight = /\d$/.test(run) && /^\p{L}/u.test(after);
  return (gluedLeft && !label.test(left)) || gluedRight || stray.test(left) || stray.test(right);
}

interface Run {
  phones: string[];
  unsure: boolean;
}

/** The numbers in a run of digits and separators. A space may part two numbers, a dash or a dot does not. */
function phonesIn(run: string): Run {
  const groups = [...run.matchAll(/(\+?)[(\s.-]*(\d+)/g)].map((match) => ({
    plus: match[1] === '+',
    digits: match[2] ?? '',
    apart: /\s/.test(run.slice(0, match.index).slice(-1)) || /^\s/.test(match[0]),
  }));
  const phones: string[] = [];
  let unsure = false;
  for (let at = 0; at < groups.length; ) {
    const ends = endings(groups, at);
    const last = ends.at(-1);
    if (!last) {
      if (phones.length > 0) unsure = true;
      at += 1;
      continue;
    }
    const sizes = new Set(groups.slice(at + 1, last.to).map((group) => group.digits.length));
    const chosen = ends.length > 1 && sizes.size > 1 ? ends : [last];
    unsure ||= chosen.length > 1 || (ends.length > 1 && ends[0]?.to === at + 1) || last.foreign;
    phones.push(...(ends[0]?.to === at + 1 ? ends : chosen).map((end) => end.phone));
    if (at > 0 && phones.length === 1) unsure = true;
    at = last.to;
  }
  return { phones, unsure };
}

interface Ending {
  phone: string;
  to: number;
  foreign: boolean;
}

/** Where a number that starts at a group may end: after each group that makes it complete. */
function endings(
  groups: readonly { plus: boolean; digits: string; apart: boolean }[],
  start: number,
): Ending[] {
  const ends: Ending[] = [];
  const plus = groups[start]?.plus ?? false;
  let digits = '';
  for (let at = start; at < groups.length; at += 1) {
    const group = groups[at];
    if (!group || (at > start && group.plus)) break;
    digits += group.digits;
    if (digits.length > 18) break;
    const phone = complete(digits, plus, groups[start]?.digits ?? '');
    const next = groups[at + 1];
    if (phone && (!next || next.apart || next.plus)) {
      ends.push({ phone, to: at + 1, foreign: !phone.startsWith('+62') });
    }
  }
  return ends;
}

/** E.164 of all the digits, when they are one complete number. `first` is the first group as written. */
function complete(digits: string, plus: boolean, first: string): string | undefined {
  if (plus && !digits.startsWith('62')) {
    const phone = parsePhoneNumber(`+${digits}`);
    return phone?.isValid() ? phone.number : undefined;
  }
  const national =
    /^(?:00)?620?([2-9]\d{8,11})$/.exec(digits)?.[1] ??
    (plus ? undefined : (/^0([2-9]\d{8,11})$/.exec(digits)?.[1] ?? bare(digits, first)));
  return national === undefined ? undefined : `+62${national}`;
}

function bare(digits: string, first: string): string | undefined {
  return first.length >= 3 && /^8\d{8,11}$/.test(digits) ? digits : undefined;
}

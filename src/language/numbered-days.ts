import { type Day, dayOf, lastDayOf, partsOf } from './calendar.ts';
import { counted, measures, months, owners, packages } from './lexicon.ts';
import { type Dated, type Mention, numberAt, skip, wordAt } from './mention.ts';

/** What makes a pair of numbers something else than a date: `RT 05/03`, `no 5/3`, `jam 10/11`. */
const owner = (word: string) =>
  (owners.has(word) && !/^(?:tgl|tanggal|minggu)$/.test(word)) || word === 'rw';
export const range = /^(?:-|\/|sampai|sampe|smp|hingga|sd|atau|dan|sama|eh|jadi|to|or|,|&|until)$/;
/** A time of the day after a date makes it no count: `5/12 pagi`, `5/12 jam 10`. */
const timed = /^(?:jam|pukul|pkl|pagi|siang|sore|malam)$/;

/** `14/10`, `14-10-2026`, `14.10.2026`, `2026-10-14`: the day first, or the year. */
export function figuresMention(dated: Dated, at: number): Mention | undefined {
  const { tokens, today } = dated;
  const token = tokens[at];
  if (token?.kind !== 'digits' || owner(wordAt(dated, at - 1))) return undefined;
  if (wordAt(dated, at - 1) === '.' && owner(wordAt(dated, at - 2))) return undefined;
  const dots = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/.exec(token.text);
  if (dots) {
    const [day, month, year] = [Number(dots[1]), Number(dots[2]), dots[3]];
    if (year !== undefined) return date(today, at + 1, day, month, fullYear(year));
    const read = date(today, at + 1, day, month);
    return read.days.length > 0 ? { ...read, vague: true, weak: true } : undefined;
  }
  const mark = wordAt(dated, at + 1);
  const [first, second] = [token.text, wordAt(dated, at + 2)];
  if (!/^[-/]$/.test(mark)) return spacedFigures(dated, at);
  const third = wordAt(dated, at + 3) === mark ? wordAt(dated, at + 4) : '';
  if (/^\d{4}$/.test(first) && /^\d{1,2}$/.test(second) && /^\d{1,2}$/.test(third)) {
    return date(today, at + 5, Number(third), Number(second), Number(first));
  }
  if (!/^\d{1,2}$/.test(first) || !/^\d{1,2}$/.test(second)) return undefined;
  const [day, month] = [Number(first), Number(second)];
  if (/^(?:\d|\d{3}|\d{5,})$/.test(third)) return { to: at + 5, days: [], kind: 'date' };
  if (/^(?:\d{4}|\d{2})$/.test(third)) return date(today, at + 5, day, month, fullYear(third));
  const next = wordAt(dated, at + 3);
  if (isNoun(next) && !timed.test(next)) return undefined;
  if (mark === '/' || day >= month) {
    return mark === '-' && month > 12 ? undefined : date(today, at + 3, day, month);
  }
  const either = [day, month].flatMap((each) => dayOfMonth(today, each).days);
  return {
    to: at + 3,
    days: [...date(today, at, day, month).days, ...either],
    vague: true,
    kind: 'date',
  };
}

/** `14 10 2026` is a date; `14 10` may be one. */
function spacedFigures(dated: Dated, at: number): Mention | undefined {
  const [day, month, year] = [numberAt(dated, at), numberAt(dated, at + 1), wordAt(dated, at + 2)];
  if (day === undefined || month === undefined || day > 31 || month > 12) return undefined;
  if (/^\d{4}$/.test(year)) return date(dated.today, at + 3, day, month, Number(year));
  const read = date(dated.today, at + 2, day, month);
  return read.days.length > 0 ? { ...read, vague: true, weak: true } : undefined;
}

/** `14 Okt`, `14 Oktober 2026`, `14th of October`, `October 14, 2026`, `8-14 Feb 2027` (both days). */
export function monthMention(dated: Dated, at: number): Mention | undefined {
  const { today } = dated;
  const leading = months.get(wordAt(dated, at));
  if (leading !== undefined) {
    const day = numberAt(dated, at + 1);
    if (day === undefined || day > 31) return undefined;
    const more = severalDays(dated, at, day, leading);
    if (more) return more;
    const [year, to] = yearAt(dated, skip(dated, at + 2, /^(?:st|nd|rd|th|,)$/));
    return date(today, to ?? at + 2, day, leading, year);
  }
  const first = numberAt(dated, at);
  if (first === undefined || owner(wordAt(dated, at - 1))) return undefined;
  let end = skip(dated, at + 1, /^(?:st|nd|rd|th|of|-)$/);
  const days = [first];
  if (!months.has(wordAt(dated, end))) {
    end = skip(dated, at + 1, range);
    const last = numberAt(dated, end);
    if (last === undefined || first > 31 || last > 31) return undefined;
    end = skip(dated, end + 1, /^(?:st|nd|rd|th|of)$/);
    days.push(last);
  }
  const month = months.get(wordAt(dated, end));
  if (month === undefined) return undefined;
  const yearly = skip(dated, end + 1, /^[-/,']$/);
  const [year, to] = yearAt(dated, yearly);
  const read = days.map((day) => date(today, to ?? end + 1, day, month, year));
  const vague =
    read.some((each) => each.vague || each.days.length === 0) ||
    days.length > 1 ||
    (year === undefined && isPastYear(dated, yearly));
  return {
    to: to ?? end + 1,
    days: read.flatMap((each) => each.days),
    kind: 'date',
    ...(vague && { vague: true }),
  };
}

/** `Dec 5-7`, `Nov 28, 29`, `Nov 28 29`: both days, where the second is not written as a year. */
function severalDays(dated: Dated, at: number, first: number, month: number): Mention | undefined {
  const end = skip(dated, at + 2, new RegExp(`${range.source}|^(?:st|nd|rd|th)$`));
  const last = numberAt(dated, end);
  if (last === undefined || last > 31 || isNoun(wordAt(dated, end + 1))) return undefined;
  const days = [first, last].flatMap((day) => date(dated.today, end + 1, day, month).days);
  return { to: end + 1, days, vague: true, kind: 'date' };
}

/** `tanggal 14`, `tgl 14 bulan depan`, `14 bulan 10`: the next 14th, from today on, or that month's. */
export function dayOfMonthMention(dated: Dated, at: number): Mention | undefined {
  const tagged = /^(?:tanggal|tgl|tg|tggl)$/.test(wordAt(dated, at));
  const number = tagged ? skip(dated, at + 1, /^[.:]$/) : at;
  const day = numberAt(dated, number);
  if (day === undefined) return undefined;
  const whole = tagged ? (monthMention(dated, number) ?? figuresMention(dated, number)) : undefined;
  if (whole && !whole.weak) return whole;
  const { today } = dated;
  const { year, month } = partsOf(today);
  const next = number + 1;
  if (/^(?:bulan|bln)$/.test(wordAt(dated, next))) {
    const word = wordAt(dated, next + 1);
    const figure = numberAt(dated, next + 1);
    if (figure !== undefined) {
      const [named, to] = yearAt(dated, next + 2);
      return date(today, to ?? next + 2, day, figure, named);
    }
    if (/^(?:lalu|kemarin|kemaren|kmrn)$/.test(word))
      return { to: next + 2, days: [], kind: 'date' };
    const target = month + (/^(?:depan|dpn)$/.test(word) ? 1 : 0);
    if (target > month || word === 'ini') {
      const read = date(
        today,
        next + 2,
        day,
        ((target - 1) % 12) + 1,
        target > 12 ? year + 1 : year,
      );
      return tagged ? read : { ...read, vague: true };
    }
  }
  if (!tagged) return undefined;
  const read = dayOfMonth(today, day);
  const isAbout = /^-?$/.test(wordAt(dated, next)) ? wordAt(dated, next + 1) === 'an' : false;
  if (isAbout || wordAt(dated, next) === 'an')
    return { ...read, to: isAbout ? next + 2 : next + 1, vague: true };
  const end = skip(dated, next, range);
  const linked = isNoun(wordAt(dated, end + 1)) ? undefined : numberAt(dated, end);
  if (linked === undefined || linked > 31) return { ...read, to: next };
  const last = dayOfMonth(today, linked);
  return { to: end + 1, days: [...read.days, ...last.days], vague: true, kind: 'date' };
}

/** The bare number right after a weekday: the 27 of `Jumat 27`. */
export function dayAfterWeekday(dated: Dated, at: number): Mention | undefined {
  const number = skip(dated, at, /^,$/);
  const day = numberAt(dated, number);
  const next = dated.tokens[number + 1];
  const goes = next?.kind === 'digits' || /^[-/:]$/.test(next?.text ?? '');
  if (day === undefined || day > 31 || goes || isNoun(next?.text ?? '')) return undefined;
  return { ...dayOfMonth(dated.today, day), to: number + 1 };
}

function isNoun(word: string): boolean {
  return [packages, counted, measures].some((list) => list.has(word)) || months.has(word);
}

/** A lone `14`: asked, since it may be anything. */
export function loneMention(dated: Dated): Mention | undefined {
  const figures = dated.tokens.flatMap(({ kind }, at) => (kind === 'digits' ? [at] : []));
  const [at] = figures;
  const day = at === undefined ? undefined : numberAt(dated, at);
  if (at === undefined || day === undefined || figures.length > 1) return undefined;
  if (dated.tokens[at - 1]?.kind === 'mark' && dated.tokens[at]?.glued) return undefined;
  const next = dated.tokens[at + 1];
  if (
    isNoun(next?.text ?? '') ||
    owner(wordAt(dated, at - 1)) ||
    (next?.glued && next.kind === 'word')
  )
    return undefined;
  return { ...dayOfMonth(dated.today, day), vague: true };
}

/** The next day of a month that has this number. Vague where a month without it lies between. */
export function dayOfMonth(today: Day, number: number): Mention {
  const now = partsOf(today);
  for (let step = 0; step < 4; step += 1) {
    const month = ((now.month - 1 + step) % 12) + 1;
    const year = now.year + (now.month - 1 + step >= 12 ? 1 : 0);
    const day = dayOf(year, month, number);
    if (day === undefined || day < today) continue;
    const skipped = step > (number < now.date ? 1 : 0);
    return { to: 0, days: [day], kind: 'date', ...(skipped && { vague: true as const }) };
  }
  return { to: 0, days: [], kind: 'date' };
}

/** A date, in its year or else the next that there is. None where it is past or does not exist. */
function date(today: Day, to: number, number: number, month: number, year?: number): Mention {
  const now = partsOf(today).year;
  const years = year === undefined ? [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => now + step) : [year];
  const day = years
    .map((each) => dayOf(each, month, number))
    .find((each) => each !== undefined && each >= today);
  const far = year === undefined && day !== undefined && day > lastDayOf(now + 1, 12);
  return {
    to,
    days: day === undefined ? [] : [day],
    kind: 'date',
    ...(far && { vague: true as const }),
  };
}

/** The year at a token, with the token after it: `2026`, `26`, `tahun depan`. */
function yearAt(dated: Dated, at: number): [number | undefined, number | undefined] {
  const now = partsOf(dated.today).year;
  const start = /^(?:tahun|thn|th)$/.test(wordAt(dated, at)) ? at + 1 : at;
  if (start > at && /^(?:depan|dpn)$/.test(wordAt(dated, start))) return [now + 1, start + 1];
  if (start > at && wordAt(dated, start) === 'ini') return [now, start + 1];
  if (start > at && /^(?:lalu|kemarin|kemaren|kmrn)$/.test(wordAt(dated, start)))
    return [now - 1, start + 1];
  const text = wordAt(dated, start);
  const next = dated.tokens[start + 1];
  if (isNoun(next?.text ?? '') || dated.tokens[start]?.kind !== 'digits')
    return [undefined, undefined];
  if (/^\d{4}$/.test(text)) return [Number(text), start + 1];
  const short = /^\d{2}$/.test(text) && fullYear(text) >= now && fullYear(text) <= now + 10;
  return short ? [fullYear(text), start + 1] : [undefined, undefined];
}

/** The 25 of `5 Des 25`: a year that is over, or something else; not the 10 of `5 Des 10 pagi`. */
function isPastYear(dated: Dated, at: number): boolean {
  const text = wordAt(dated, at);
  if (!/^\d{2}$/.test(text) || isNoun(wordAt(dated, at + 1))) return false;
  return fullYear(text) < partsOf(dated.today).year;
}

/** `26` is 2026. */
function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

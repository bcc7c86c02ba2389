import { type Day, dayOf, lastDayOf, partsOf } from './calendar.ts';
import { months } from './lexicon.ts';
import { type Dated, inThisWeek, type Mention, numberAt, skip, wordAt } from './mention.ts';
import { range } from './numbered-days.ts';

const later = /^(?:depan|dpn)$/;

/** `hari ini`, `besok`, `lusa`, `nanti malam`; `besok lusa` can be either. */
export function nearMention(dated: Dated, at: number): Mention | undefined {
  const [word, after] = [wordAt(dated, at), wordAt(dated, at + 1)];
  const day = (to: number, ...steps: number[]): Mention => ({
    to,
    days: steps.map((step) => dated.today + step),
    kind: 'date',
  });
  const daytime = /^(?:pagi|siang|sore|malam|malem)$/;
  if (/^(?:hari|pagi|siang|sore|malam|malem)$/.test(word) && after === 'ini') return day(at + 2, 0);
  if (word === 'nanti' && daytime.test(after)) return day(at + 2, 0);
  if (/^(?:today|tonight|sekarang|skrg|skrng|skg)$/.test(word)) return day(at + 1, 0);
  if (/^(?:besok|bsk|bsok|besuk|besog|esok|tomorrow|tmrw|tmr)$/.test(word)) {
    if (after === '-' && wordAt(dated, at + 2) === word)
      return { to: at + 3, days: [], kind: 'date' };
    if (after === word) return { ...day(at + 2, 1), vague: true };
    return after === 'lusa' ? day(at + 2, 1, 2) : day(at + 1, 1);
  }
  if (word === 'lusa') return day(at + 1, 2);
  if (/^(?:kemarin|kemaren|kmrn|tadi|yesterday)$/.test(word)) {
    return { to: after === 'lusa' ? at + 2 : at + 1, days: [], kind: 'date' };
  }
  return undefined;
}

/** `3 hari lagi`, `dua minggu lagi`, `seminggu lagi`, `in 3 days`; months ask, as they are rarely exact. */
export function agoMention(dated: Dated, at: number): Mention | undefined {
  const english = wordAt(dated, at) === 'in' && numberAt(dated, at + 1) !== undefined;
  const start = english ? at + 1 : at;
  const one = /^se(hari|minggu|pekan|bulan)$/.exec(wordAt(dated, start))?.[1];
  const count = one === undefined ? numberAt(dated, start) : 1;
  if (count === undefined) return undefined;
  const unit = one ?? wordAt(dated, start + 1);
  let to = one === undefined ? start + 2 : start + 1;
  const length = new Map([
    ['hari', 1],
    ['hr', 1],
    ['day', 1],
    ['days', 1],
    ['minggu', 7],
    ['mgg', 7],
    ['mggu', 7],
    ['pekan', 7],
    ['week', 7],
    ['weeks', 7],
    ['bulan', 30],
    ['bln', 30],
    ['month', 30],
    ['months', 30],
  ]).get(unit);
  if (length === undefined || count > 400) return undefined;
  if (/^(?:lalu|ago)$/.test(wordAt(dated, skip(dated, to, /^(?:yang|yg)$/)))) {
    return { to: to + 1, days: [], kind: 'date' };
  }
  const ahead = /^(?:lagi|lg|mendatang|kedepan)$/.test(wordAt(dated, to));
  const apart = wordAt(dated, to) === 'ke' && later.test(wordAt(dated, to + 1));
  if (!english && !ahead && !apart)
    return later.test(wordAt(dated, to)) && length === 7 ? weeksAhead() : undefined;
  to += english ? 0 : apart ? 2 : 1;
  if (length !== 30) {
    const before = earlierCount(dated, english ? at : start, length);
    const days = [...before, count * length].map((step) => dated.today + step);
    // `3 hari ke depan` are the next three days as often as the third.
    const vague = before.length > 0 || apart || wordAt(dated, to - 1) === 'kedepan';
    return { to, days, kind: 'date', ...(vague && { vague: true as const }) };
  }
  const { year, month, date } = partsOf(dated.today);
  const last = partsOf(lastDayOf(year, month + count)).date;
  const first = lastDayOf(year, month + count) - last;
  return { to, days: [first + Math.min(date, last)], vague: true, kind: 'date' };

  /** `2 minggu depan`: in two weeks, or the next two weeks. */
  function weeksAhead(): Mention {
    return {
      to: to + 1,
      days: [dated.today + (count ?? 0) * (length ?? 0)],
      vague: true,
      kind: 'date',
    };
  }
}

/** How many days the number before says as well: the 2 of `2-3 hari lagi`, the week of `seminggu 3 hari lagi`. */
function earlierCount(dated: Dated, at: number, length: number): number[] {
  const [mark, own] = [wordAt(dated, at - 1), numberAt(dated, at)];
  if (/^se(?:hari|minggu|pekan|bulan)$/.test(mark)) return [mark === 'sehari' ? 1 : 7];
  if (/^(?:hari|minggu|mgg|pekan)$/.test(mark) && numberAt(dated, at - 2) !== undefined)
    return [(numberAt(dated, at - 2) ?? 0) * (mark === 'hari' ? 1 : 7)];
  const isRange = range.test(mark) && mark !== ',';
  const before = numberAt(dated, isRange ? at - 2 : at - 1);
  // Of numbers that merely stand side by side only near ones are a range: `2 3 hari`, not `50 3 hari`.
  const isNear = before !== undefined && own !== undefined && before < own && own - before < 5;
  if (before === undefined || !(isRange || isNear)) return [];
  return [before * length];
}

/** `akhir bulan` is its last day, `akhir Oktober` the 31st; beginnings, middles and weekends ask. */
export function partMention(dated: Dated, at: number): Mention | undefined {
  const { today } = dated;
  const now = partsOf(today);
  const word = wordAt(dated, at);
  if (/^(?:weekend|wiken)$/.test(word)) return weekend(dated, at + 1);
  const part = /^(?:akhir|end|awal|pertengahan|tengah|beginning)$/.exec(word)?.[0];
  const next = skip(dated, at + 1, /^(?:of|the)$/);
  const whole = wordAt(dated, next);
  if (/^(?:bulan|bln|month)$/.test(part === undefined ? word : whole)) {
    const suffix = wordAt(dated, part === undefined ? at + 1 : next + 1);
    const ahead = later.test(suffix) ? 1 : 0;
    const to = (part === undefined ? at + 1 : next + 1) + (ahead || suffix === 'ini' ? 1 : 0);
    if (part === undefined)
      return ahead
        ? {
            to,
            days: [lastDayOf(now.year, now.month) + 1],
            vague: true,
            kind: 'span',
            fits: (day) => partsOf(day).month === (now.month % 12) + 1,
          }
        : undefined;
    return partOf(today, to, part, now.year, now.month + ahead, !ahead && suffix !== 'ini');
  }
  if (part === undefined) return undefined;
  const month = months.get(whole);
  if (month !== undefined) {
    const year = numberAt(dated, next + 1);
    const named = year !== undefined && year >= 1000;
    const passed = month < now.month ? now.year + 1 : now.year;
    return partOf(today, named ? next + 2 : next + 1, part, named ? year : passed, month, false);
  }
  if (/^(?:tahun|year)$/.test(whole) && /^(?:akhir|end)$/.test(part)) {
    return { to: next + 1, days: [lastDayOf(now.year, 12)], vague: true, kind: 'date' };
  }
  if (/^(?:pekan|minggu|week)$/.test(whole))
    return /^(?:akhir|end)$/.test(part)
      ? weekend(dated, next + 1)
      : { to: next + 1, days: [], kind: 'span' };
  return undefined;
}

function partOf(
  today: Day,
  to: number,
  part: string,
  year: number,
  month: number,
  onward: boolean,
): Mention {
  const last = lastDayOf(year, month);
  if (/^(?:akhir|end)$/.test(part)) {
    return { to, days: last < today ? [] : [last], kind: 'date' };
  }
  const on = /^(?:awal|beginning)$/.test(part) ? 1 : 15;
  const start = partsOf(last);
  const day = dayOf(start.year, start.month, on) ?? last;
  const next = lastDayOf(year, month) + on;
  const days = day >= today ? [day] : onward ? [next] : [];
  return { to, days, vague: true, kind: 'span' };
}

function weekend(dated: Dated, to: number): Mention {
  const saturday = inThisWeek(dated.today, 6);
  const ahead = later.test(wordAt(dated, to)) ? 7 : 0;
  const days = [saturday + ahead, saturday + 1 + ahead].filter((day) => day >= dated.today);
  return { to: ahead ? to + 1 : to, days, vague: true, kind: 'span' };
}

import { type Day, partsOf } from './calendar.ts';
import { type Dated, inThisWeek, type Mention, nextWeekday, skip, wordAt } from './mention.ts';

const names = [
  'minggu ahad sunday sun mgg',
  'senin senen sen snn monday mon',
  'selasa sel slasa tuesday tue tues',
  'rabu rab rebo wednesday wed',
  'kamis kam kemis thursday thu thurs',
  "jumat jum'at jumaat jum jmt jumát friday fri",
  'sabtu sab sbtu sbt saturday sat',
];
const weekdays = new Map(
  names.flatMap((list, weekday) => list.split(' ').map((name) => [name, weekday] as const)),
);

const daytime = /^(?:pagi|siang|sore|malam|malem|morning|afternoon|evening)$/;
const coming = /^(?:depan|dpn|berikutnya)$/;
const past = /^(?:lalu|kemarin|kmrn|kemaren|ago|tadi|sebelumnya)$/;
/** `Sabtu ke-2`, `Senin pertama`: of a month, which stands behind it or nowhere. */
const ordinal = /^(?:ke|pertama|kesatu|kedua|ketiga|keempat|kelima|terakhir)$/;
const week = /^(?:minggu|pekan|mgg|week)$/;

/** `Sabtu`, `hari Minggu`, `Jumat ini`, `Senin depan`, `Senin minggu depan`, `next Friday`. */
export function weekdayMention(dated: Dated, start: number): Mention | undefined {
  const before = wordAt(dated, start - 1);
  const lead = /^(?:next|this|last|first|second|third|fourth|hari)$/.exec(
    wordAt(dated, start),
  )?.[0];
  const at = lead === undefined ? start : start + 1;
  const name = wordAt(dated, at);
  const weekday = weekdays.get(name);
  if (weekday === undefined || /^(?:pasar|kel|kelurahan|kec|kecamatan)$/.test(before))
    return undefined;
  const isWeek = /^(?:minggu|mgg)$/.test(name) && lead !== 'hari';
  if (isWeek && dated.tokens[start - 1]?.kind === 'digits') return undefined;

  const comma = skip(dated, at + 1, daytime);
  const next = skip(dated, comma, /^(?:,|yang|yg)$/);
  const [word, after] = [wordAt(dated, next), wordAt(dated, next + 1)];
  const { today } = dated;
  const here = inThisWeek(today, weekday);
  const span = (to: number, days: Day[], vague = false): Mention => ({
    to,
    days,
    kind: 'weekday',
    ...(vague && { vague: true as const }),
  });
  if (/^(?:last|first|second|third|fourth)$/.test(lead ?? '')) return span(at + 1, []);
  if (week.test(word) && coming.test(after)) return span(next + 2, [here + 7], next > comma);
  if (word === 'next' && after === 'week') return span(next + 2, [here + 7], next > comma);
  if (week.test(word) && after === 'ini') return span(next + 2, here < today ? [] : [here]);
  if (word === 'this' && after === 'week') return span(next + 2, here < today ? [] : [here]);
  if (week.test(word) && past.test(after)) return span(next + 2, []);
  if (past.test(word)) return span(next + 1, []);
  if (next > comma) return plainWeekday(today, weekday, comma);
  if (/^(?:lagi|lg|depannya)$/.test(word)) {
    const first = nextWeekday(today, weekday);
    return span(next + 1, [first, first + 7]);
  }
  if (ordinal.test(word)) {
    const number = skip(dated, next + 1, /^-$/);
    return span(dated.tokens[number]?.kind === 'digits' ? number + 1 : next + 1, []);
  }
  if (word === 'ini' || lead === 'this') {
    const to = lead === 'this' ? comma : next + 1;
    if (isWeek) return span(to, [here, ...restOfWeek(today)], true);
    if (here === today) return span(to, [today, today + 7]);
    return here < today ? span(to, [here + 7], true) : span(to, [here]);
  }
  if (coming.test(word) || lead === 'next') {
    const to = lead === 'next' ? comma : next + 1;
    if (isWeek) return weekMention(dated, start);
    if (coming.test(wordAt(dated, to)) || wordAt(dated, to) === 'lagi')
      return span(to + 1, [here + 7, here + 14]);
    return span(to, here > today ? [here, here + 7] : [here + 7]);
  }
  return plainWeekday(today, weekday, comma);
}

/** A weekday by its name alone: the next one; a weekday that is today can be either. */
function plainWeekday(today: Day, weekday: number, to: number): Mention {
  const isToday = partsOf(today).weekday === weekday;
  const days = isToday ? [today, today + 7] : [nextWeekday(today, weekday)];
  return { to, days, kind: 'weekday', fits: (day) => partsOf(day).weekday === weekday };
}

/**
 * `minggu depan` is the coming Sunday or next week, which begins on Monday; `pekan depan` any day of it;
 * with a weekday after it (`minggu depan hari Jumat`) it is that day.
 */
export function weekMention(dated: Dated, at: number): Mention | undefined {
  const { today } = dated;
  const [word, after] = [wordAt(dated, at), wordAt(dated, at + 1)];
  const english = word === 'next' && after === 'week';
  if (!english && !(week.test(word) && coming.test(after))) return thisWeekMention(dated, at);
  const monday = inThisWeek(today, 1) + 7;
  const days = [0, 1, 2, 3, 4, 5, 6].map((step) => monday + step);
  const next = skip(dated, at + 2, /^(?:,|hari|on)$/);
  const weekday = weekdays.get(wordAt(dated, next));
  if (weekday !== undefined && !coming.test(wordAt(dated, next + 1))) {
    return { to: next + 1, days: [inThisWeek(today, weekday) + 7], kind: 'weekday' };
  }
  const fits = (day: Day) => days.includes(day);
  if (!/^(?:minggu|mgg)$/.test(word)) return { to: at + 2, days, vague: true, kind: 'span', fits };
  return { to: at + 2, days: [nextWeekday(today, 0), monday], vague: true, kind: 'span', fits };
}

function thisWeekMention(dated: Dated, at: number): Mention | undefined {
  const [word, after] = [wordAt(dated, at), wordAt(dated, at + 1)];
  if (!(word === 'pekan' && after === 'ini') && !(word === 'this' && after === 'week'))
    return undefined;
  const days = restOfWeek(dated.today);
  return { to: at + 2, days, vague: true, kind: 'span' };
}

function restOfWeek(today: Day): Day[] {
  const sunday = inThisWeek(today, 0);
  return Array.from({ length: sunday - today + 1 }, (_, step) => today + step);
}

/** `malam Minggu` is Saturday, `malam Jumat` Thursday: the evening before. Of other days people differ. */
export function eveMention(dated: Dated, at: number): Mention | undefined {
  if (!/^(?:malam|malem)$/.test(wordAt(dated, at))) return undefined;
  const weekday = weekdays.get(wordAt(dated, at + 1));
  if (weekday === undefined) return undefined;
  const eve = (weekday + 6) % 7;
  const { today } = dated;
  const isToday = partsOf(today).weekday === eve;
  const first = isToday ? today : nextWeekday(today, eve);
  const suffix = wordAt(dated, at + 2);
  if (past.test(suffix)) return { to: at + 3, days: [], kind: 'weekday' };
  const sure = weekday === 0 || weekday === 5;
  const later = isToday || coming.test(suffix) ? [first + 7] : [];
  const days = [first, ...later, ...(sure ? [] : [nextWeekday(today, weekday)])];
  const to = coming.test(suffix) || suffix === 'ini' ? at + 3 : at + 2;
  const fits = (day: Day) => [eve, ...(sure ? [] : [weekday])].includes(partsOf(day).weekday);
  return { to, days, kind: 'weekday', fits };
}

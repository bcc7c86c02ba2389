const months =
  'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
    ' ',
  );
const weekdays = 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu'.split(' ');

const written =
  /^(?:(?:([A-Z][a-z]+), )?(\d{1,2}) ([A-Z][a-z]+) (\d{4}))?(?:, )?(?:(\d{1,2})\.(\d{2})(?: WIB)?)?$/;

/** The hour at which a day begins that is named without one. */
const morning = 10;
const jakarta = 7;

/**
 * A time as a talk writes it, in Jakarta: `Rabu, 25 November 2026, 13.10`, the day alone (10.00), or the
 * hour alone on the day of `before`. A sentence where it is none.
 */
export function readClock(text: string, before?: Date): Date | string {
  const found = written.exec(text.trim());
  if (!found || text.trim() === '')
    return `"${text}" is no time, as Rabu, 25 November 2026, 10.00.`;
  const [, weekday, day, month = '', year, hour, minute] = found;
  if (day === undefined) {
    if (!before) return `"${text}" names an hour, but no day is known yet.`;
    const local = new Date(before.getTime() + jakarta * 3_600_000);
    local.setUTCHours(Number(hour) - jakarta, Number(minute), 0, 0);
    return local;
  }
  if (!months.includes(month)) return `"${month}" is no month.`;
  const at = new Date(
    Date.UTC(
      Number(year),
      months.indexOf(month),
      Number(day),
      Number(hour ?? morning) - jakarta,
      Number(minute ?? 0),
    ),
  );
  const really = weekdays[new Date(at.getTime() + jakarta * 3_600_000).getUTCDay()];
  return weekday !== undefined && weekday !== really
    ? `${day} ${month} ${year} is a ${really}, not a ${weekday}.`
    : at;
}

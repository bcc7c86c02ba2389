import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import { dayInJakarta, onDay, writtenDay } from '../programme/rules.ts';
import { labelOfPlace, withKelurahan } from './records.ts';
import { kindWords } from './rules.ts';

/** Days before its last day that the head hears of it, and the hour of the day, in Jakarta, at which they do. */
const heardBefore = 30;
const atHour = 9;

const daysLater = (day: Date, days: number) => new Date(day.getTime() + days * 24 * 3600_000);

/** Sets the timers of an office that ends: a word before its last day, and its end on the day after. */
export async function timeTerm(
  { db }: Records,
  { id, termEndsOn }: { id: string; termEndsOn: Date | null },
  now: Date,
): Promise<void> {
  if (!termEndsOn) return;
  const kind = 'headship.term';
  const before = onDay(daysLater(termEndsOn, -heardBefore), atHour);
  if (before > now) await setTimer(db, { kind, subject: id, step: 1 }, before);
  await setTimer(db, { kind, subject: id, step: 2 }, onDay(daysLater(termEndsOn, 1), atHour));
}

/** What the timers bring: the head hears how to renew, and an office whose last day is over ends. */
export async function termOf(
  records: Records,
  id: string,
  { now, step }: { now: Date; step: number },
): Promise<void> {
  const row = await records.db.headship.findUnique({
    where: { id },
    include: { place: { include: withKelurahan } },
  });
  if (row?.state !== 'verified' || !row.termEndsOn) return;
  const isOver = row.termEndsOn < dayInJakarta(now);
  if (step === 2 && !isOver) return;
  if (isOver)
    await records.db.headship.updateMany({
      where: { id, state: 'verified' },
      data: { state: 'ended', endedAt: now },
    });
  if (!row.personId) return;
  await records.notify({
    cause: { kind: `headship-term-${step}`, id },
    person: row.personId,
    part: 1,
    notice: isOver ? 'term-over' : 'term-ending',
    args: {
      place: labelOfPlace(row.place),
      ends: writtenDay(row.termEndsOn),
      head: kindWords[row.place.kind].head,
      letter: kindWords[row.place.kind].letter,
    },
  });
}

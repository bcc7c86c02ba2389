import { afterQuiet, dayInJakarta, type Hours, hoursLater, onDay } from '../programme/rules.ts';
import { perSecond } from './rules.ts';

/** What its governor lets out unasked a day on WhatsApp (`channels/whatsapp/governor.ts`). */
const whatsappADay = 500;

export interface Waiting {
  channel: keyof typeof perSecond;
  count: number;
}

/**
 * When the last of so many has it, by day only unless it is urgent; the slowest channel counts. 5,000 on Telegram from 20.59 →
 * one minute that day, and the rest from 07.00 on.
 */
export function lastAt(
  waiting: Waiting[],
  { begins, hours, urgent }: { begins: Date; hours: Hours; urgent: boolean },
): Date {
  const ends = waiting.map(({ channel, count }) => {
    const days = channel === 'whatsapp' ? Math.floor(Math.max(0, count - 1) / whatsappADay) : 0;
    const seconds = Math.ceil((count - days * whatsappADay) / perSecond[channel]);
    return going({ from: hoursLater(begins, 24 * days), seconds, hours, urgent });
  });
  return new Date(Math.max(begins.getTime(), ...ends.map((end) => end.getTime())));
}

interface Going {
  from: Date;
  seconds: number;
  hours: Hours;
  urgent: boolean;
}

/** So many seconds later, of those in which something goes out. */
function going({ from, seconds, hours, urgent }: Going): Date {
  if (urgent || hours.quietFromHour === hours.quietUntilHour) return secondsLater(from, seconds);
  let at = afterQuiet(from, hours);
  let left = seconds;
  for (;;) {
    const today = onDay(dayInJakarta(at), hours.quietFromHour);
    const evening = today > at ? today : hoursLater(today, 24);
    const open = (evening.getTime() - at.getTime()) / 1000;
    if (left <= open) return secondsLater(at, left);
    left -= open;
    at = afterQuiet(evening, hours);
  }
}

const secondsLater = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

import type { Content, Language } from '../chat/message.ts';
import { readArea, writeArea } from '../language/area.ts';
import { readCode } from '../language/code.ts';
import { isPastDate, readDate, writeDate } from '../language/date.ts';
import { readDuration, writeDuration } from '../language/duration.ts';
import { readMoney, writeMoney } from '../language/money.ts';
import { readName } from '../language/name.ts';
import { readOrganisation } from '../language/organisation.ts';
import { readPastDate } from '../language/past-date.ts';
import { readPhone } from '../language/phone.ts';
import { type Place, readPlace, writePlace } from '../language/place.ts';
import { isFraction, isMeasure, readQuantity, writeQuantity } from '../language/quantity.ts';
import type { Reading } from '../language/reading.ts';
import { readReference } from '../language/reference.ts';
import type { Regions } from '../language/regions.ts';
import { saysBoth, saysZero } from '../language/remark.ts';
import { readRw } from '../language/rw-number.ts';
import { readYesNo } from '../language/yesno.ts';
import type { AskStep, SystemText } from './definition.ts';
import type { Json } from './position.ts';

/** What came of an answer: its value, two readings or more to choose from, or why it is not one. */
export type Answer =
  | { value: Json }
  | { ask: Json[] }
  | { unclear: SystemText }
  /** `ga jadi`, where a yes or a no was asked for. */
  | { cancels: true };

export interface ReadingRoom {
  now: Date;
  regions: Regions;
}

const maximumText = 500;

/** A number of days as an answer is kept, and how it is said. */
export const namedDuration = (days: number) => ({ days, label: writeDuration(days) });

/** A place as an answer is kept, and how it is said. */
export const namedPlace = (place: Place, regions: Regions) => ({
  ...place,
  label: writePlace(place, regions),
});

/** Reads what a person said as the answer that a step waits for. */
export function readAnswer(step: AskStep, content: Content, room: ReadingRoom): Answer {
  const isFile = content.kind === 'photo' || content.kind === 'document';
  if (step.type === 'photo' || step.type === 'document')
    return isFile
      ? { value: { kind: content.kind, file: content.file } }
      : { unclear: 'unclear-file' };
  if (content.kind === 'contact') {
    const takes = step.type === 'phone' || step.type === 'contact';
    return takes ? reading(readPhone(content.phone), 'unclear-phone') : { unclear: 'unclear-text' };
  }
  if (content.kind === 'location') {
    if (step.type === 'address') return { value: sentPoint(content) };
    return step.type === 'location'
      ? { value: { latitude: content.latitude, longitude: content.longitude } }
      : { unclear: 'unclear-text' };
  }
  const typed = textOf(content);
  return typed === undefined ? { unclear: 'unclear-text' } : readTyped(step, typed, room);
}

/** A point is said back as one; its figures tell people nothing. */
const sentPoint = ({ latitude, longitude }: { latitude: number; longitude: number }) => ({
  label: { id: 'lokasi yang dikirim', en: 'the location sent' },
  latitude,
  longitude,
});

/** What was typed, the words beside a picture included. */
export function textOf(content: Content): string | undefined {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'photo' || content.kind === 'document') return content.caption;
  return undefined;
}

function readTyped(step: AskStep, typed: string, { now, regions }: ReadingRoom): Answer {
  switch (step.type) {
    case 'quantity':
      if (step.min === 0 && saysZero(typed)) return { value: 0 };
      return checked(
        step,
        reading(readQuantity(typed, countsLost(step)), whyNoQuantity(typed)),
        now,
      );
    case 'money':
      return checked(step, reading(readMoney(typed), 'unclear-money'), now);
    case 'date':
      return checked(
        step,
        reading(
          readDate(typed.replace(/(?<!\p{L})hr(?!\p{L})/giu, 'hari'), now),
          isPastDate(typed, now) ? 'unclear-date-past' : 'unclear-date',
        ),
        now,
      );
    case 'duration': {
      const found = readDuration(typed);
      if ('value' in found) return { value: namedDuration(found.value) };
      return 'ask' in found
        ? { ask: found.ask.map(namedDuration) }
        : { unclear: 'unclear-duration' };
    }
    case 'past-date':
      return reading(readPastDate(typed, now), 'unclear-past-date');
    case 'reference':
      return reading(readReference(typed), 'unclear-reference');
    case 'phone':
    case 'contact':
      return reading(readPhone(typed), 'unclear-phone');
    case 'yesno': {
      const said = readYesNo(typed);
      if (!('value' in said)) return { unclear: 'unclear-yesno' };
      return said.value === 'cancel' ? { cancels: true } : { value: said.value };
    }
    case 'location':
      return { unclear: 'unclear-text' };
    case 'name': {
      const name = readName(typed);
      return 'unknown' in name ? { unclear: 'unclear-name' } : { value: { ...name } };
    }
    case 'address': {
      const address = readText(step, typed);
      return 'value' in address ? { value: { label: address.value } } : address;
    }
    case 'code':
      return reading(readCode(typed), 'unclear-code');
    case 'organisation':
      return readText(step, readOrganisation(typed));
    case 'rw':
      return reading(readRw(typed), 'unclear-rw');
    case 'place': {
      if (saysBoth(typed)) return { unclear: 'unclear-places' };
      const found = readPlace(typed, regions);
      const named = (place: Place) => namedPlace(place, regions);
      if ('value' in found) return { value: named(found.value) };
      return 'ask' in found ? { ask: found.ask.map(named) } : { unclear: 'unclear-place' };
    }
    case 'area': {
      if (saysBoth(typed)) return { unclear: 'unclear-places' };
      const found = readArea(typed, regions);
      const named = (area: Parameters<typeof writeArea>[0]) => ({
        ...area,
        label: writeArea(area, regions),
      });
      if ('value' in found) return { value: named(found.value) };
      return 'ask' in found ? { ask: found.ask.map(named) } : { unclear: 'unclear-place' };
    }
    default:
      return readText(step, typed);
  }
}

/** Whether the damaged are asked for: there `3 rusak` is the number. */
const countsLost = ({ counts = [] }: AskStep): boolean => counts.includes('rusak');

/** Bounds and days, as the step sets them: also for what was said before its question was reached. */
export function checked(step: AskStep, answer: Answer, now: Date): Answer {
  if (step.type === 'quantity' || step.type === 'money') return within(step, answer);
  return step.type === 'date' ? withinDays(step, answer, now) : answer;
}

function whyNoQuantity(typed: string): SystemText {
  if (isMeasure(typed)) return 'unclear-measure';
  return isFraction(typed) ? 'unclear-fraction' : 'unclear-quantity';
}

function readText(step: AskStep, typed: string): Answer {
  const text = typed.replace(/\s+/g, ' ').trim();
  const { min = 1, max = maximumText } = step;
  const isWords = /\p{L}/u.test(text);
  return isWords && text.length >= min && text.length <= max
    ? { value: text }
    : { unclear: 'unclear-text' };
}

function reading<T extends Json>(read: Reading<T>, unclear: SystemText): Answer {
  return 'unknown' in read ? { unclear } : read;
}

/** Days ahead that a date may lie where a step names none: a promise for later than that is no plan. */
const furthest = 90;

/** `2027-02-23`: the last day that a date may be. */
function lastDay({ max = furthest }: AskStep, now: Date): string {
  const there = now.getTime() + (7 + 24 * max) * 3600_000;
  return new Date(there).toISOString().slice(0, 10);
}

function withinDays(step: AskStep, answer: Answer, now: Date): Answer {
  const last = lastDay(step, now);
  const first = lastDay({ ...step, max: 0 }, now);
  const why = (days: Json[]): Answer => ({
    unclear: days.every((day) => String(day) < first) ? 'unclear-date-past' : 'unclear-date-far',
  });
  const fits = (day: Json) => String(day) >= first && String(day) <= last;
  if ('value' in answer) return fits(answer.value) ? answer : why([answer.value]);
  if (!('ask' in answer)) return answer;
  const ask = answer.ask.filter(fits);
  return ask.length > 0 ? { ask } : why(answer.ask);
}

/** Bounds of an amount where a step names none: one package, and more than any donor gives. */
const widest = { quantity: 100_000, money: 1_000_000_000_000 };

const bounds = (step: AskStep) => ({
  min: step.min ?? 1,
  max: step.max ?? (step.type === 'money' ? widest.money : widest.quantity),
});

/** The bounds of a step's answer, as people read them. */
export function writtenBounds(
  step: AskStep,
  now: Date,
  language: Language,
): { min: string; max: string } {
  if (step.type === 'date') return { min: '', max: writeDate(lastDay(step, now), language) };
  const write = step.type === 'money' ? writeMoney : writeQuantity;
  const { min, max } = bounds(step);
  return { min: write(min), max: write(max) };
}

function within(step: AskStep, answer: Answer): Answer {
  const { min, max } = bounds(step);
  const fits = (value: Json) => Number(value) >= min && Number(value) <= max;
  if ('value' in answer) return fits(answer.value) ? answer : { unclear: 'unclear-bounds' };
  if (!('ask' in answer)) return answer;
  const ask = answer.ask.filter(fits);
  return ask.length > 0 ? { ask } : { unclear: 'unclear-bounds' };
}

import type { Label } from '../chat/message.ts';
import { writeDate } from '../language/date.ts';
import { writePhone } from '../language/phone.ts';
import { labelIn } from './choice.ts';
import type { Flow } from './definition.ts';
import { chainOf, isAwaited, type WaitingStep } from './hear.ts';
import type { Frame, Heard, Json } from './position.ts';
import { kindOf } from './steps.ts';
import { saySystem, shortly, type Talk, writeAnswer } from './talk.ts';
import { at } from './template.ts';

/** What was read is said back: a misreading that is seen is no silent one. */

/** Back at the summary: what was changed, in the words of the summary. */
export function sayChanged(talk: Talk, frame: Frame, flow: Flow): void {
  const step = flow.steps.find(({ name }) => name === frame.editing?.step);
  if (!step || !('as' in step) || !('title' in step) || !step.title) return;
  const value = shortly(writeAnswer(talk, step.as, frame.answers[step.as]));
  const title = step.title[talk.position.language].trim();
  if (value !== '') saySystem(talk, 'changed', { title, value });
}

/** Answered by what was said before: the question is passed over, and said back with the next one. */
export function takeClaimed(talk: Talk, frame: Frame, step: WaitingStep, value: Json): void {
  frame.answers[step.as] = value;
  frame.kinds[step.as] = kindOf(step);
  const written = shortly(writeAnswer(talk, step.as, value));
  const title = step.title?.[talk.position.language].trim();
  talk.read.push(step.kind === 'ask' && title ? `${title}: ${written}` : written);
}

/** Parts of a sentence as they were read: `500 paket; RW 03 Kelurahan Pulo Gadung`. What is doubtful stays as it was typed. */
export function partsWritten(talk: Talk, parts: Heard[]): string {
  const { language } = talk.position;
  return parts
    .map(({ type, words, read }) => {
      if (!('value' in read)) return words;
      if (type === 'date' || type === 'past-date') return writeDate(String(read.value), language);
      if (type === 'phone') return writePhone(String(read.value));
      if (type === 'duration') return labelIn(at(read.value, 'label') as Label, language);
      return type === 'place' ? String(at(read.value, 'label')) : words;
    })
    .join('; ');
}

/** Says back what was taken from a sentence; of what waits for later questions, that it is not lost. */
export function sayHeard(talk: Talk): void {
  if (talk.read.length > 0) saySystem(talk, 'heard', { read: talk.read.join('; ') });
  else if (talk.hasHeard) {
    const parts = (chainOf(talk)[0]?.heard ?? []).filter(
      (part) => part.type !== 'sentence' && isAwaited(talk, part),
    );
    if (parts.length > 0) saySystem(talk, 'heard-later', { read: partsWritten(talk, parts) });
  }
  talk.read = [];
  talk.hasHeard = false;
}

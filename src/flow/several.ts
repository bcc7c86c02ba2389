import { type Answer, checked } from './answer.ts';
import type { AskStep } from './definition.ts';
import { accepts, keepHeard, listen, useOf, type WaitingStep } from './hear.ts';
import type { Heard } from './position.ts';
import { partsWritten } from './readback.ts';
import { saySystem, type Talk } from './talk.ts';

/** What a sentence says beside the answer to the open question. */

/** Types whose answers are read; what is typed as free text or as a code is all of it the answer. */
const readTypes = new Set([
  'quantity',
  'money',
  'date',
  'duration',
  'phone',
  'contact',
  'place',
  'name',
  'past-date',
  'reference',
  'organisation',
]);

/** The answer to the open question, helped by what the other parts explain, and those parts. */
export function readSentence(
  talk: Talk,
  step: AskStep,
  words: string | undefined,
  whole: Answer,
): { answer: Answer; others: Heard[] } {
  if (words === undefined || !readTypes.has(step.type)) return { answer: whole, others: [] };
  const said = listen(talk, words);
  const own = said.filter((part) => isOwn(step, part));
  const others = said.filter((part) => !own.includes(part) && useOf(talk, part, step) !== 'none');
  const answer = isOfAnother(whole, own, others) ? notCounted : whole;
  return { answer: ownPart(step, own, others, answer, talk.event.now) ?? answer, others };
}

/** What is said where the number was of something else: `50 paket` where families were asked for. */
const notCounted: Answer = { unclear: 'unclear-quantity' };

/** Whether the one number that was read counts what another question asks for: the 50 of `640 KK, 50 paket`. */
function isOfAnother(whole: Answer, own: Heard[], others: Heard[]): boolean {
  if (!('value' in whole)) return false;
  const says = ({ type, read }: Heard) =>
    type === 'quantity' && 'value' in read && read.value === whole.value;
  return others.some(says) && !own.some(says);
}

function isOwn(step: AskStep, part: Heard): boolean {
  if (part.type === 'quantity') return accepts(step, part);
  return part.type === (step.type === 'contact' ? 'phone' : step.type);
}

/**
 * The open question's own part of a sentence, where the whole was not clear: the name in `saya pak budi, ketua
 * rw 3`, the 640 of `640 KK, butuh 85 sembako`. Only where the other parts explain all that was unclear.
 */
function ownPart(
  step: AskStep,
  [only, ...more]: Heard[],
  others: Heard[],
  whole: Answer,
  now: Date,
): Answer | undefined {
  if ('value' in whole || !only || more.length > 0 || !('value' in only.read)) return undefined;
  const known = [only, ...others].flatMap(({ read }) =>
    'value' in read ? [JSON.stringify(read.value)] : [],
  );
  const isExplained =
    'ask' in whole
      ? whole.ask.every((value) => known.includes(JSON.stringify(value)))
      : only.type === 'name' || others.length > 0;
  return isExplained ? checked(step, { value: only.read.value }, now) : undefined;
}

/** The parts that later questions wait for. */
export function waitedFor(talk: Talk, step: WaitingStep, parts: Heard[]): Heard[] {
  return parts.filter((part) => useOf(talk, part, step) === 'waited for');
}

/** Keeps what later questions wait for; of what was answered before, says that it stands as it was. */
export function keepOthers(talk: Talk, step: WaitingStep, others: Heard[], words: string): void {
  const later = waitedFor(talk, step, others);
  const before = others.filter((part) => !later.includes(part));
  if (later.length > 0) keepHeard(talk, later, words);
  if (before.length > 0) saySystem(talk, 'heard-before', { typed: partsWritten(talk, before) });
}

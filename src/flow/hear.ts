import { isGoods } from '../language/counts.ts';
import type { Place } from '../language/place.ts';
import type { Reading } from '../language/reading.ts';
import { type Part, partsOf } from '../language/sentence.ts';
import { firstOfSeveral } from '../language/several-places.ts';
import { namedDuration, namedPlace } from './answer.ts';
import type { Condition, Flow, Step } from './definition.ts';
import type { Frame, Heard, Json } from './position.ts';
import { flowOf, sayOneByOne, type Talk } from './talk.ts';
import { firstOfChain } from './trail.ts';

/**
 * Several answers in one sentence: its parts wait, each with its reading, for the questions that will ask for
 * them. They wait in the position alone; nothing is recorded before its question is reached, nor before consent.
 */

export type WaitingStep = Extract<Step, { kind: 'ask' | 'choose' }>;

export const isWaiting = (step: Step): step is WaitingStep =>
  step.kind === 'ask' || step.kind === 'choose';

/** The parts of a sentence that some question of what is walked now waits for, or has been answered with. */
export function listen(talk: Talk, words: string): Heard[] {
  const { regions, event } = talk;
  return partsOf(words, { now: event.now, regions }).flatMap((part): Heard[] => {
    const read = readOf(part, talk);
    if (!read) return [];
    return [
      { type: part.type, words: part.words, read, ...('unit' in part && { unit: part.unit }) },
    ];
  });
}

function readOf(part: Part, { regions }: Talk): Heard['read'] | undefined {
  if (part.type === 'place')
    return mapped(part.reading, (place: Place) => namedPlace(place, regions));
  if (part.type === 'duration') return mapped(part.reading, namedDuration);
  if (part.type === 'name') return { value: { ...part.reading.value } };
  return mapped<Json>(part.reading, (value) => value);
}

function mapped<T>(reading: Reading<T>, to: (value: T) => Json): Heard['read'] | undefined {
  if ('value' in reading) return { value: to(reading.value) };
  return 'ask' in reading ? { ask: reading.ask.map(to) } : undefined;
}

/** Keeps parts for their questions. The sentence itself is kept as well: it may name one of a list. */
export function keepHeard(talk: Talk, parts: Heard[], sentence: string): void {
  const first = chainOf(talk)[0];
  if (!first) return;
  const whole: Heard = { type: 'sentence', words: sentence.slice(0, 300), read: { ask: [] } };
  // What is said later counts: `sembako 20` after `30 paket`.
  const before = (first.heard ?? []).filter(
    (old) => !parts.some((part) => part.type === old.type && countsTheSame(part, old)),
  );
  if (firstOfSeveral(sentence, talk.regions) !== undefined) sayOneByOne(talk);
  first.heard = [...before, ...parts, whole].slice(-12);
  talk.hasHeard = true;
}

/** Goods are counted once, however they are called; households are no goods. */
const countsTheSame = ({ unit = '' }: Heard, old: Heard) =>
  unit === (old.unit ?? '') || (isGoods(unit) && isGoods(old.unit ?? ''));

export function chainOf({ position }: Talk): Frame[] {
  return position.frames.slice(firstOfChain(position.frames));
}

/** Whether a question may take a part of a sentence as its answer. */
export function accepts(step: WaitingStep, { type, unit }: Heard): boolean {
  if (step.fills === false) return false;
  if (step.kind === 'choose')
    return (
      (step.from !== undefined || step.fills === true || isNamedAhead(step)) &&
      (type === 'sentence' || type === 'place')
    );
  // An area is read from the words of a place, see `claim.ts`.
  if (step.type === 'area') return type === 'place';
  if (type !== (step.type === 'contact' ? 'phone' : step.type)) return false;
  if (type !== 'quantity') return true;
  if (step.counts) return step.counts.includes(unit ?? '');
  return step.of !== undefined && isGoods(unit ?? '');
}

/** Some of what the author wrote down may be named in a sentence. */
export const isNamedAhead = (step: WaitingStep): boolean =>
  step.options.some(({ named }) => named.length > 0);

/**
 * Whether the answer that a condition looks for was said already and waits for its question: after `mau bantu 25
 * sembako` it does not hold that `amount is missing`.
 */
export function isSaid(talk: Talk, flow: Flow, condition: Condition): boolean {
  if (condition.test !== 'missing') return false;
  const heard = chainOf(talk)[0]?.heard ?? [];
  return flow.steps.some(
    (step) =>
      step.kind === 'ask' &&
      step.as === condition.answer &&
      heard.some((part) => accepts(step, part)),
  );
}

/** Whether any question of what is walked now takes such a part: a gift asks for no length, so none is said to be kept. */
export const isAwaited = (talk: Talk, part: Heard): boolean =>
  chainOf(talk).some((frame) =>
    flowOf(talk, frame)
      .steps.filter(isWaiting)
      .some((step) => accepts(step, part)),
  );

/** Whether some other question of what is walked now still waits for a part, or was answered already. */
export function useOf(
  talk: Talk,
  part: Heard,
  open: WaitingStep,
): 'waited for' | 'answered' | 'none' {
  const uses = chainOf(talk).flatMap((frame) =>
    flowOf(talk, frame)
      .steps.filter(isWaiting)
      .filter((step) => step.as !== open.as && accepts(step, part))
      .map((step) => Object.hasOwn(frame.answers, step.as)),
  );
  if (uses.includes(false)) return 'waited for';
  return uses.includes(true) ? 'answered' : 'none';
}

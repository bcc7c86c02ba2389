import type { Label } from '../chat/message.ts';
import { readDamage, readDamagedAlone, readGood } from '../language/damage.ts';
import { checked } from './answer.ts';
import type { AskStep, SystemText } from './definition.ts';
import type { Frame, Json, Question, ShownOption } from './position.ts';
import { allOf } from './relative.ts';
import { flowOf, type Talk, write } from './talk.ts';
import { question as open } from './walk.ts';

/**
 * `92 rusak 3` at a count: the 3 may be among the 92 or beside them. Both readings are written out in full, and
 * whichever is chosen answers both questions. `semua, rusak 3` is of all that was promised; whether more came than
 * the 33 of `bagus 33` is asked. Nothing where the words are not so, or neither reading can be.
 */
export function bothReadings(
  talk: Talk,
  frame: Frame,
  step: AskStep,
  words: string,
): Question | undefined {
  if (step.part === undefined) return undefined;
  const options = readingsOf(words, allOf(frame, step))
    .filter(
      ({ all, damaged }) =>
        damaged <= all && 'value' in checked(step, { value: all }, talk.event.now),
    )
    .map((counted) => option(talk, counted, [step.as, step.part ?? '']));
  return options.length === 0 ? undefined : asked(talk, frame, step, words, options);
}

/**
 * `20` at what is damaged of the 20 that came: all of them, or the number said twice. Which of the two is asked. Nothing where
 * it is another number, or no number alone.
 */
export function twiceSaid(
  talk: Talk,
  frame: Frame,
  step: AskStep,
  words: string,
): Question | undefined {
  const whole = flowOf(talk, frame).steps.find(
    (other) => other.kind === 'ask' && other.part === step.as && frame.trail.includes(other.name),
  );
  if (whole?.kind !== 'ask' || !/^\s*\d+\s*$/.test(words)) return undefined;
  const all = frame.answers[whole.as];
  if (Number(words) !== all || typeof all !== 'number' || all === 0) return undefined;
  const options = [0, all].map((damaged) =>
    option(talk, { key: `damaged-${damaged}`, text: 'count-within', all, damaged }, [
      whole.as,
      step.as,
    ]),
  );
  return asked(talk, frame, step, words, options);
}

const asked = (
  talk: Talk,
  frame: Frame,
  step: AskStep,
  words: string,
  options: ShownOption[],
): Question => ({
  ...open(talk, flowOf(talk, frame), step, 'which', options),
  typed: words.trim().slice(0, 60),
});

/** A reading written out in full; `answers` are the names of all that came and of the damaged. */
function option(
  talk: Talk,
  { key, text, all, damaged }: Counted,
  [whole, lost]: [string, string],
): ShownOption {
  const values = { all: String(all), good: String(all - damaged), damaged: String(damaged) };
  return { key, label: label(talk, text, values), value: { [whole]: all, [lost]: damaged } };
}

interface Counted {
  key: string;
  text: 'count-within' | 'count-added';
  all: number;
  damaged: number;
}

/** What the words can mean: all that came, and the damaged of it. `promised` is all that was to come. */
function readingsOf(words: string, promised: number | undefined): Counted[] {
  const within = (all: number, damaged: number): Counted => ({
    key: 'both-within',
    text: 'count-within',
    all,
    damaged,
  });
  const added = (good: number, damaged: number): Counted => ({
    key: 'both-added',
    text: 'count-added',
    all: good + damaged,
    damaged,
  });
  const said = readDamage(words);
  if (said) return [within(said.count, said.damaged), added(said.count, said.damaged)];
  const good = readGood(words);
  const rest = (promised ?? 0) - (good ?? 0);
  if (good !== undefined) return [within(good, 0), ...(rest > 0 ? [added(good, rest)] : [])];
  const damaged = readDamagedAlone(words);
  return damaged === undefined || promised === undefined ? [] : [within(promised, damaged)];
}

function label(talk: Talk, name: SystemText, values: Record<string, string>): Label {
  const text = talk.book.texts[name];
  return { id: write(talk, text, values, 'id'), en: write(talk, text, values, 'en') };
}

/** What a chosen reading answers: `{ came: 92, damaged: 3 }`. */
export const answersIn = (value: Json): [string, Json][] =>
  Object.entries(value as Record<string, Json>);

import type { Label } from '../chat/message.ts';
import { readDamage } from '../language/damage.ts';
import { checked } from './answer.ts';
import type { AskStep, SystemText } from './definition.ts';
import type { Frame, Json, Question, ShownOption } from './position.ts';
import { flowOf, type Talk, write } from './talk.ts';
import { question as open } from './walk.ts';

/**
 * `92 rusak 3` at a count: the 3 may be among the 92 or beside them. Both readings are written out in full, and
 * whichever is chosen answers both questions. Nothing where the words are not so, or neither reading can be.
 */
export function bothReadings(
  talk: Talk,
  frame: Frame,
  step: AskStep,
  words: string,
): Question | undefined {
  const said = step.part === undefined ? undefined : readDamage(words);
  if (!said || step.part === undefined) return undefined;
  const { count, damaged } = said;
  const readings = [
    { key: 'both-within', text: 'count-within' as const, all: count },
    { key: 'both-added', text: 'count-added' as const, all: count + damaged },
  ];
  const options = readings
    .filter(({ all }) => damaged <= all && 'value' in checked(step, { value: all }, talk.event.now))
    .map(({ key, text, all }): ShownOption => {
      const values = { all: String(all), good: String(all - damaged), damaged: String(damaged) };
      return {
        key,
        label: label(talk, text, values),
        value: { [step.as]: all, [step.part ?? '']: damaged },
      };
    });
  if (options.length === 0) return undefined;
  return {
    ...open(talk, flowOf(talk, frame), step, 'which', options),
    typed: words.trim().slice(0, 60),
  };
}

function label(talk: Talk, name: SystemText, values: Record<string, string>): Label {
  const text = talk.book.texts[name];
  return { id: write(talk, text, values, 'id'), en: write(talk, text, values, 'en') };
}

/** What a chosen reading answers: `{ came: 92, damaged: 3 }`. */
export const answersIn = (value: Json): [string, Json][] =>
  Object.entries(value as Record<string, Json>);

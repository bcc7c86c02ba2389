import type { Content } from '../chat/message.ts';
import { remarkIn, saysOnlyNone } from '../language/remark.ts';
import { firstOfSeveral } from '../language/several-places.ts';
import { namedIn, readChoice } from './choice.ts';
import { nameable, optionNamedIn } from './claim.ts';
import type { AskStep } from './definition.ts';
import type { WaitingStep } from './hear.ts';
import type { Frame, Question, ShownOption } from './position.ts';
import { flowOf, sayOneByOne, type Talk } from './talk.ts';

/** What words are, at the question that they were said to. */

/** What was said, or of several places the first: they are taken one after the other. */
export function oneByOne(talk: Talk, step: AskStep): Content {
  const { content } = talk.event;
  if (content.kind !== 'text' || (step.type !== 'place' && step.type !== 'area')) return content;
  const text = firstOfSeveral(content.text, talk.regions);
  if (text === undefined) return content;
  sayOneByOne(talk);
  return { kind: 'text', text };
}

/** What speaks against words being the answer where free words were asked for; a choice that was made already is said again. */
export function remarkAt(talk: Talk, frame: Frame, step: AskStep, words: string) {
  if ((step.type !== 'text' && step.type !== 'address') || step.any) return undefined;
  if (step.options.some(({ none }) => none) && saysOnlyNone(words)) return undefined;
  const isChosen = flowOf(talk, frame).steps.some(
    (other) =>
      other.kind === 'choose' &&
      Object.hasOwn(frame.answers, other.as) &&
      readChoice(words, other.options, 'words', talk.position.language) !== undefined,
  );
  return remarkIn(words) ?? (isChosen ? 'choice' : undefined);
}

/** The option that is shown beside a free answer and that words name. */
export function optionNamed(
  { kind, options }: Question,
  step: AskStep,
  words: string,
): ShownOption | undefined {
  const meant = kind === 'ask' ? optionNamedIn(step, words) : undefined;
  return options.find(({ key }) => key === meant?.key);
}

/** The one option that a sentence names: by its label, or by the words that are given for it. */
export function namedOf(
  { position: { language } }: Talk,
  step: WaitingStep,
  { options }: Question,
  words: string,
): ShownOption | undefined {
  const ahead = options.flatMap((option) => nameable(step, option));
  const { key } = namedIn(words, options, language) ?? namedIn(words, ahead, language) ?? {};
  return options.find((option) => option.key === key);
}

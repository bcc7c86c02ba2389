import { textOf, writtenBounds } from './answer.ts';
import { askHow, exampleOf } from './aside.ts';
import { labelIn } from './choice.ts';
import type { SystemText } from './definition.ts';
import type { WaitingStep } from './hear.ts';
import type { Question } from './position.ts';
import { saySystem, sayWord, type Talk } from './talk.ts';
import { leadsBack } from './trail.ts';

/** What cannot be read here, each with its own kind word; it is no answer, and no miss. */
const unreadable = new Set(['voice', 'sticker', 'edited', 'other']);

/** Doubts of which a word more settles the matter, however often they come. */
const doubts = new Set<SystemText>(['unclear-several', 'unclear-both', 'unclear-withdrawing']);

/** Says kindly why it was no answer; the walk that follows says the question again, its list as it is now. */
export function unclear(talk: Talk, question: Question, step: WaitingStep, why: SystemText): void {
  const { kind } = talk.event.content;
  if (unreadable.has(kind)) {
    const example = exampleOf(step.text, talk);
    saySystem(talk, kind === 'voice' && example !== '' ? 'voice-example' : (kind as SystemText), {
      example,
    });
    return;
  }
  const isFile = kind === 'photo' || kind === 'document';
  if (isFile && textOf(talk.event.content) === undefined) {
    return saySystem(talk, 'file-elsewhere');
  }
  const summing = question.kind === 'choose' && step.options.find(({ edits }) => edits.length > 0);
  question.misses += 1;
  if (question.misses >= 3) return askHow(talk);
  if (doubts.has(why)) saySystem(talk, why);
  else if (question.misses === 2) {
    saySystem(talk, why === 'unclear-choice' ? 'unclear-choice-again' : 'unclear-again');
    // There is not always a way back: at a first question nothing lies before it.
    if (leadsBack(talk.position)) saySystem(talk, 'way-back');
    if (step.help) sayWord(talk, step.help);
  } else if (step.unclear) sayWord(talk, step.unclear);
  else if (why === 'unclear-choice' && summing)
    saySystem(talk, 'unclear-summary', {
      change: labelIn(summing.label, talk.position.language).trim(),
    });
  else
    saySystem(
      talk,
      why,
      step.kind === 'ask' ? writtenBounds(step, talk.event.now, talk.position.language) : {},
    );
}

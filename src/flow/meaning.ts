import { findInvitation } from '../language/code.ts';
import { isQuestion } from '../language/remark.ts';
import {
  type Meant,
  readAside,
  readCommand,
  readContinued,
  readNumber,
  readPassedOn,
  readSlippedCommand,
  readWish,
} from './command.ts';
import { joinFlow, startFlow } from './definition.ts';
import { chainOf, isWaiting } from './hear.ts';
import { keyOf, namesOption } from './meant.ts';
import { openQuestion, top } from './position.ts';
import { flowOf, stepOf, type Talk } from './talk.ts';

/** Whether a word could as well be the answer: a name, a reason. Of the flow that is walked now it only repeats the wish. */
export function mayBeAnswer(talk: Talk, opens: string): boolean {
  const frame = top(talk.position);
  if (frame?.question?.kind !== 'ask') return false;
  if (chainOf(talk).some(({ flow }) => flow === opens)) return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  return isWaiting(step) && step.kind === 'ask' && (step.type === 'text' || step.type === 'name');
}

/** What words mean beside an answer. Where an option is called so, they mean the option. */
export function meaning(talk: Talk, typed: string): Meant {
  const { keywords } = talk.book;
  const invitation = findInvitation(typed);
  if (invitation !== undefined && mayJoin(talk)) return { opens: joinFlow, with: invitation };
  const numbered = readNumber(typed, keywords);
  if (numbered && (!openQuestion(talk.position) || isNoChoice(talk))) return numbered;
  const passedOn = readPassedOn(typed, keywords);
  if (passedOn && !takesAnything(talk)) return passedOn;
  if (!openQuestion(talk.position))
    return readWish(typed, keywords) ?? readSlippedCommand(typed, keywords);
  if (namesOption(talk, typed)) return undefined;
  const aside = readAside(typed, keywords);
  if (aside && mayBeAside(talk, typed)) return aside;
  return (
    (isAtMenu(talk) ? readWish(typed, keywords) : readCommand(typed, keywords)) ??
    (isNoChoice(talk) ? readContinued(typed, keywords) : undefined) ??
    slippedCommand(talk, typed)
  );
}

/** A slipped command at a list where it is none of the choices; an answer in words may be written in any way. */
const slippedCommand = (talk: Talk, typed: string): Meant =>
  isNoChoice(talk, ['quantity', 'money', 'date', 'phone'])
    ? readSlippedCommand(typed, talk.book.keywords)
    : undefined;

/** Whether the open question is for a text of any kind, as what an announcement says. */
function takesAnything(talk: Talk): boolean {
  const frame = top(talk.position);
  if (frame?.question?.kind !== 'ask') return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  return step.kind === 'ask' && step.any;
}

/** In free words such a phrase may be content: there it has to ask, or to be all that is said. */
function mayBeAside(talk: Talk, typed: string): boolean {
  const frame = top(talk.position);
  if (frame?.question?.kind !== 'ask') return true;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  if (step.kind !== 'ask') return true;
  // `ada orang 25 yang hadir` counts, and asks nothing.
  if (!['text', 'address', 'name'].includes(step.type))
    return isQuestion(typed) || !/\d/.test(typed);
  return !step.any && (isQuestion(typed) || typed.trim().split(/\s+/).length <= 4);
}

/**
 * Whether what was said at a list is none of its choices, or none of those beside a free answer of these types. Where a text or a
 * code is asked for, everything may be the answer.
 */
function isNoChoice(talk: Talk, asked: string[] = []): boolean {
  const frame = top(talk.position);
  if (!frame?.question) return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  if (!isWaiting(step) || !(step.kind === 'choose' || asked.includes(step.type))) return false;
  return keyOf(talk, frame, frame.question, step) === undefined;
}

/** An invitation is no answer to anything else; where it was asked for, or waits, it is filed there. */
const mayJoin = (talk: Talk) =>
  Object.hasOwn(talk.book.flows, joinFlow) && chainOf(talk).every(({ flow }) => flow !== joinFlow);

export const isAtMenu = ({ position }: Talk) => position.frames.at(-1)?.flow === startFlow;

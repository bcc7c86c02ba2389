import { type Command, startFlow } from './definition.ts';
import { openQuestion, top } from './position.ts';
import { flowOf, sayQuestion, saySystem, sayWord, stepOf, type Talk } from './talk.ts';
import { forget, visit } from './walk.ts';

/** Does what a word means that acts at every question. */
export function obey(talk: Talk, command: Command): void {
  const { position } = talk;
  switch (command) {
    case 'back':
      return stepBack(talk);
    case 'cancel':
      return cancel(talk);
    case 'help':
      return help(talk);
    case 'menu':
      visit(talk, startFlow, position.frames.length > 0);
      return;
    case 'repeat':
      if (openQuestion(position)) sayQuestion(talk);
      else visit(talk, startFlow, false);
      return;
    case 'id':
    case 'en':
      return speak(talk, command);
    case 'language':
      return speak(talk, position.language === 'id' ? 'en' : 'id');
  }
}

/** One question back, with its answer forgotten and all others kept. */
export function stepBack(talk: Talk): void {
  const frame = top(talk.position);
  const last = frame?.trail.pop();
  if (!frame || last === undefined) {
    saySystem(talk, 'back-first');
    return sayQuestion(talk);
  }
  const flow = flowOf(talk, frame);
  const step = stepOf(flow, last);
  if (step.kind === 'ask' || step.kind === 'choose') forget(flow, frame, step.as);
  delete frame.question;
  frame.step = last;
  saySystem(talk, 'back-done');
}

/** Ends what was begun last; what it had interrupted goes on. */
export function cancel(talk: Talk): void {
  const { frames } = talk.position;
  if (frames.length === 0) {
    saySystem(talk, 'nothing-to-cancel');
    return;
  }
  const from = frames.findLastIndex((frame) => frame.interrupts);
  frames.length = Math.max(from, 0);
  saySystem(talk, 'cancelled');
}

function help(talk: Talk): void {
  const frame = top(talk.position);
  const step = frame?.question && stepOf(flowOf(talk, frame), frame.question.step);
  const own = step && (step.kind === 'ask' || step.kind === 'choose') ? step.help : undefined;
  if (own) sayWord(talk, own);
  saySystem(talk, 'help');
  if (step) sayQuestion(talk);
  else visit(talk, startFlow, false);
}

function speak(talk: Talk, language: 'id' | 'en'): void {
  talk.position.language = language;
  saySystem(talk, 'language-changed');
  if (openQuestion(talk.position)) sayQuestion(talk);
  else visit(talk, startFlow, false);
}

import { type Command, startFlow } from './definition.ts';
import { keepAnswers } from './edit.ts';
import { takeBack } from './forget.ts';
import { openQuestion, top } from './position.ts';
import { settleSide } from './resume.ts';
import { flowOf, sayQuestion, saySystem, sayWord, stepOf, type Talk } from './talk.ts';
import { firstOfChain, isBeingEdited, walked } from './trail.ts';
import { visit } from './visit.ts';

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
      // Said again by the walk that follows, with its list as it is now.
      if (!openQuestion(position)) visit(talk, startFlow, false);
      return;
    case 'id':
    case 'en':
      return speak(talk, command);
    case 'language':
      return speak(talk, position.language === 'id' ? 'en' : 'id');
  }
}

/**
 * One question back, with its answer forgotten and all others kept. From a choice between two readings, and
 * from the list of what can be changed, that is the question itself; from an answer that is being changed it
 * is the summary, with the answer as it was; from the first question of a visited flow, the visitor's last.
 */
export function stepBack(talk: Talk): void {
  const frame = top(talk.position);
  const question = frame?.question;
  if (!frame || !question) return saySystem(talk, 'nothing-to-cancel');
  if (question.aside !== 'stuck' && question.behind) {
    frame.question = question.behind;
    return saySystem(talk, 'back-done');
  }
  if (question.kind === 'which' || question.kind === 'edit') {
    delete frame.question;
    return saySystem(talk, 'back-done');
  }
  if (isBeingEdited(frame)) {
    keepAnswers(frame);
    return saySystem(talk, 'back-done');
  }
  const { frames } = talk.position;
  const index = walked(frames);
  const behind = index === undefined ? undefined : frames[index];
  const last = behind?.trail.pop();
  if (index === undefined || !behind || last === undefined) {
    saySystem(talk, 'back-first');
    return sayQuestion(talk);
  }
  frames.length = index + 1;
  const flow = flowOf(talk, behind);
  const step = stepOf(flow, last);
  if (step.kind === 'ask' || step.kind === 'choose') takeBack(flow, behind, step.as);
  delete behind.question;
  behind.step = last;
  saySystem(talk, 'back-done');
}

/** Ends what was begun last; what it had interrupted goes on. */
export function cancel(talk: Talk): void {
  const { frames } = talk.position;
  if (frames.length === 0) return saySystem(talk, 'nothing-to-cancel');
  const from = firstOfChain(frames);
  // Of the menu alone nothing was begun that could be cancelled.
  const isMenu = frames[from]?.flow === startFlow;
  const left = frames
    .slice(from)
    .map((frame) => flowOf(talk, frame).left)
    .find((text) => text !== undefined);
  frames.length = from;
  const isInside = openQuestion(talk.position) !== undefined;
  if (left) sayWord(talk, left);
  else if (!isInside) saySystem(talk, 'cancelled');
  else if (!isMenu) saySystem(talk, 'cancelled-inside');
  const frame = top(talk.position);
  if (!isInside || !frame) return;
  settleSide(frame);
  saySystem(talk, 'resumed');
}

function help(talk: Talk): void {
  const frame = top(talk.position);
  const step = frame?.question && stepOf(flowOf(talk, frame), frame.question.step);
  const own = step && (step.kind === 'ask' || step.kind === 'choose') ? step.help : undefined;
  if (own) sayWord(talk, own);
  saySystem(talk, 'help');
  if (!step) visit(talk, startFlow, false);
}

function speak(talk: Talk, language: 'id' | 'en'): void {
  talk.position.language = language;
  saySystem(talk, 'language-changed');
  if (!openQuestion(talk.position)) visit(talk, startFlow, false);
}

import type { Label } from '../chat/message.ts';
import { dayAt, isoOf } from '../language/calendar.ts';
import { readYesNo } from '../language/yesno.ts';
import { labelIn } from './choice.ts';
import { isOnlyGreeting } from './command.ts';
import { officerFlow, type SystemText, startFlow } from './definition.ts';
import { isWaiting, type WaitingStep } from './hear.ts';
import { stepBack } from './obey.ts';
import type { Frame, Question, ShownOption } from './position.ts';
import { openQuestion, top } from './position.ts';
import { backToQuestion } from './resume.ts';
import { flowOf, sayQuestion, saySystem, sayWord, shortly, stepOf, type Talk } from './talk.ts';
import { firstOfChain, leadsBack } from './trail.ts';
import { visit } from './visit.ts';
import { question as open } from './walk.ts';

/**
 * Asked in the place of the open question, where that one cannot be answered just now: after three answers that
 * were not understood, after days, or when a word could be an answer and could open something else. Whatever is
 * chosen, nothing said so far is lost; words that are no choice answer the question after all.
 */
function askAside(
  talk: Talk,
  aside: NonNullable<Question['aside']>,
  options: (ShownOption | undefined)[],
  typed?: string,
): void {
  const frame = top(talk.position);
  if (!frame?.question) return;
  const flow = flowOf(talk, frame);
  const shown = options.filter((option) => option !== undefined);
  const question = open(talk, flow, stepOf(flow, frame.question.step), 'aside', shown);
  const behind = frame.question.behind ?? frame.question;
  frame.question = { ...question, aside, behind, ...(typed === undefined ? {} : { typed }) };
  sayQuestion(talk);
}

/** Not understood for the third time in a row: an example, a human, back, or the menu. */
export function askHow(talk: Talk): void {
  const isFirst = !leadsBack(talk.position);
  askAside(talk, 'stuck', [
    option(talk, 'example-option'),
    Object.hasOwn(talk.book.flows, officerFlow) ? option(talk, 'officer-option') : undefined,
    isFirst ? undefined : { ...option(talk, 'back-option'), key: 'step-back' },
    option(talk, 'menu-option'),
  ]);
}

/** After more than a day: where it was left, and whether to go on. */
const long = 24 * 3600_000;

export function isBack({ position, event }: Talk): boolean {
  const { at, frames } = position;
  const isMenuAlone = frames.length === 1 && frames[0]?.flow === startFlow;
  return (
    at !== undefined &&
    event.now.getTime() - at > long &&
    openQuestion(position) !== undefined &&
    !isMenuAlone
  );
}

export function meetAgain(talk: Talk, words?: string): void {
  const left = isoOf(dayAt(new Date(talk.position.at ?? 0)));
  askAside(
    talk,
    'returned',
    [option(talk, 'go-on-option'), option(talk, 'anew-option'), option(talk, 'menu-option')],
    left,
  );
  const question = openQuestion(talk.position);
  // A `ya` of before agreed to what is said anew now: it has to be said again.
  const isAgreement = words !== undefined && !('unknown' in readYesNo(words));
  if (question && words !== undefined && !isAgreement && !isOnlyGreeting(words))
    question.said = words;
}

/** `minta` where a name was asked for: an answer, or the wish to open something else. */
export function askMeant(
  talk: Talk,
  typed: string,
  { opens, with: answer }: { opens: string; with?: string },
): void {
  const title = talk.book.flows[opens]?.title ?? { id: opens, en: opens };
  const filled = (text: Label, name: string, value: Label): Label => ({
    id: text.id.trim().replace(`{${name}}`, value.id.trim()),
    en: text.en.trim().replace(`{${name}}`, value.en.trim()),
  });
  const { texts } = talk.book;
  askAside(
    talk,
    'meant',
    [
      {
        key: 'open',
        label: filled(texts['open-option'], 'title', title),
        value: { opens, answer: answer ?? null },
      },
      {
        key: 'answer',
        label: filled(texts['answer-option'], 'typed', { id: typed, en: typed }),
        value: typed,
      },
    ],
    typed,
  );
}

/** `daftar saya gmn` where an address was asked for: hardly the answer, so it is asked, once. */
export function askContent(talk: Talk, words: string, isQuestion: boolean): void {
  const hasOfficer = isQuestion && Object.hasOwn(talk.book.flows, officerFlow);
  askAside(
    talk,
    'content',
    [
      { ...option(talk, 'answer-option'), value: words },
      option(talk, 'no-answer-option'),
      hasOfficer ? option(talk, 'officer-option') : undefined,
    ],
    words.replace(/\s+/g, ' ').trim().slice(0, 60),
  );
}

function option({ book }: Talk, name: SystemText & `${string}-option`): ShownOption {
  const { id, en } = book.texts[name];
  return { key: name.replace('-option', ''), label: { id: id.trim(), en: en.trim() }, value: null };
}

/** Does what was chosen; the question itself stands again, and is said by the walk that follows. */
export function takeAside(talk: Talk, frame: Frame, { key, value }: ShownOption): void {
  if (key === 'step-back') return stepBack(talk);
  const step = stepOf(flowOf(talk, frame), frame.question?.step ?? frame.step);
  const isOld = frame.question?.aside === 'returned';
  const said = frame.question?.said;
  backToQuestion(frame);
  switch (key) {
    case 'example': {
      if (!isWaiting(step)) return;
      if (step.help) sayWord(talk, step.help);
      else saySystem(talk, 'shown-example', { example: exampleFor(talk, frame, step) });
      return;
    }
    case 'go-on':
      // What could be chosen then may be gone by now.
      if (isOld) delete frame.question;
      talk.waiting = said;
      talk.waitingAt = step.name;
      return;
    case 'officer':
      return visit(talk, officerFlow, true);
    case 'menu':
      return visit(talk, startFlow, true);
    case 'anew':
      return beginAnew(talk);
    case 'open': {
      const { opens, answer } = value as { opens: string; answer: string | null };
      visit(talk, opens, true);
      if (answer !== null) talk.waiting = answer;
      return;
    }
    case 'no-answer':
      return saySystem(talk, 'content-not');
    case 'answer':
      talk.isSure = true;
      talk.waiting = String(value);
  }
}

/** From the first question of what is walked, with nothing answered. */
function beginAnew(talk: Talk): void {
  const { frames } = talk.position;
  const from = firstOfChain(frames);
  const first = frames[from];
  if (!first) return;
  frames.length = from;
  visit(talk, first.flow, first.interrupts);
}

const example = { id: /misalnya:?\s*([^.?\n]+)/i, en: /for example:?\s*([^.?\n]+)/i } as const;

/** The example that a question gives, or else the first of its choices. */
function exampleFor(talk: Talk, { question }: Frame, step: WaitingStep): string {
  const label = question?.options[0]?.label;
  const first = label === undefined ? '' : shortly(labelIn(label, talk.position.language));
  return exampleOf(step.text, talk) || first;
}

/** What a question gives as an example: `Misalnya: besok, atau 28 November.` → `besok, atau 28 November`. */
export function exampleOf(text: Label, talk: Talk): string {
  const { language } = talk.position;
  return example[language].exec(text[language])?.[1]?.trim() ?? '';
}

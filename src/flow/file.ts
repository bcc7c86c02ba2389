import { backKey } from '../chat/marks.ts';
import { saysAll } from '../language/damage.ts';
import { rwAlone } from '../language/place.ts';
import { saysBoth, saysNone, saysOnlyNone } from '../language/remark.ts';
import { namesHour } from '../language/time.ts';
import { type ReadingRoom, readAnswer, textOf } from './answer.ts';
import { askContent, takeAside } from './aside.ts';
import { answersIn, bothReadings, twiceSaid } from './both.ts';
import { type AskStep, type FixedOption, moreKey, type SystemText } from './definition.ts';
import { askEdit, edit } from './edit.ts';
import { changed, forget, takeBack } from './forget.ts';
import { chainOf, isWaiting, keepHeard, listen, type WaitingStep } from './hear.ts';
import { optionAnswered } from './leads.ts';
import { keyOf, saysWithdraw, severalKey } from './meant.ts';
import { cancel, stepBack } from './obey.ts';
import type { Frame, Heard, Json, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { partsWritten } from './readback.ts';
import { allOf, relativeReading } from './relative.ts';
import { backToQuestion } from './resume.ts';
import { namedOf, oneByOne, optionNamed, remarkAt } from './said.ts';
import { keepOthers, readSentence, waitedFor } from './several.ts';
import { following, kindOf } from './steps.ts';
import { flowOf, isSeveral, sayQuestion, saySystem, stepOf, type Talk, turnPage } from './talk.ts';
import { at } from './template.ts';
import { arrivedAt, passed } from './trail.ts';
import { unclear } from './unclear.ts';
import { whichOf } from './walk.ts';

/** Files what a person said as the answer to the open question, or says kindly why it is none. */
export function file(talk: Talk): void {
  const frame = top(talk.position);
  const question = frame?.question;
  if (!frame || !question) return;
  const step = stepOf(flowOf(talk, frame), question.step);
  if (!isWaiting(step)) return;

  const key = keyOf(talk, frame, question, step);
  if (key === backKey) return stepBack(talk);
  if (key === moreKey) {
    turnPage(question);
    return sayQuestion(talk);
  }
  const option = question.options.find((candidate) => candidate.key === key);
  if (option) return take(talk, frame, question, step, option);
  if (question.kind === 'aside') return answerAfterAll(talk, frame, question, step);
  if (question.kind === 'edit') return unclear(talk, question, step, noChoice(talk));
  // Beside a free answer, words that fit several choices are an answer as well.
  if (step.kind === 'ask') return fileAnswer(talk, frame, question, step);
  fileWords(talk, frame, question, step, key === severalKey);
}

/** What is no way to go on is the answer to the question that stands behind it. */
function answerAfterAll(talk: Talk, frame: Frame, question: Question, step: WaitingStep): void {
  if (talk.event.content.kind === 'choice') return unclear(talk, question, step, 'unclear-choice');
  backToQuestion(frame);
  file(talk);
}

/** Words at a list that choose nothing: a sentence may name one, or answer other questions. */
function fileWords(
  talk: Talk,
  frame: Frame,
  question: Question,
  step: WaitingStep,
  isSeveralMeant: boolean,
): void {
  const { content } = talk.event;
  const words = content.kind === 'text' ? content.text : '';
  const isSummary = step.options.some(({ edits }) => edits.length > 0);
  if (!isSummary && words !== '') {
    const leading = optionAnswered(talk, flowOf(talk, frame), question, step, words);
    if (leading) {
      take(talk, frame, question, step, leading);
      talk.waiting = words;
      return;
    }
    const parts = waitedFor(talk, step, listen(talk, words));
    if (elsewhere(talk, frame, step, parts)) return;
    // What follows a word that opened the flow is wholly the answer, or it is asked: `sudah dikirim ke RW 3?`.
    const isRest = talk.rest !== undefined;
    const named = isRest ? undefined : namedOf(talk, step, question, words);
    if (named || parts.length > 0) keepHeard(talk, parts, words);
    if (named) return take(talk, frame, question, step, named);
    if (parts.length > 0) {
      saySystem(talk, 'heard', { read: partsWritten(talk, parts) });
      return sayQuestion(talk);
    }
  }
  const doubtful = saysWithdraw(words) ? 'unclear-withdrawing' : 'unclear-several';
  unclear(talk, question, step, isSeveralMeant ? doubtful : noChoice(talk));
}

/** `dua-duanya` is no choice as yet: they are taken one after the other. */
const noChoice = ({ event: { content } }: Talk): SystemText =>
  content.kind === 'text' && saysBoth(content.text) ? 'unclear-both' : 'unclear-choice';

/** Another place than those of a list is looked for anew: `pulogadung rw 05` where the least helped are listed. */
function elsewhere(talk: Talk, frame: Frame, step: WaitingStep, parts: Heard[]): boolean {
  const place = parts.find(({ type }) => type === 'place');
  const flow = flowOf(talk, frame);
  const uses = step.kind === 'choose' ? Object.values(step.from?.with ?? {}) : [];
  const asked = flow.steps.find(
    (other) =>
      other.kind === 'ask' &&
      (other.type === 'area' || other.type === 'place') &&
      uses.includes(other.as) &&
      Object.hasOwn(frame.answers, other.as),
  );
  if (!place || asked?.kind !== 'ask') return false;
  delete frame.question;
  forget(flow, frame, asked.as);
  arrivedAt(frame, asked.name);
  frame.step = asked.name;
  talk.waiting = place.words;
  return true;
}

function fileAnswer(talk: Talk, frame: Frame, question: Question, step: AskStep): void {
  const { now } = talk.event;
  const content = oneByOne(talk, step);
  const words = content.kind === 'text' ? content.text : undefined;
  const both =
    words === undefined
      ? undefined
      : (bothReadings(talk, frame, step, words) ?? twiceSaid(talk, frame, step, words));
  if (both) {
    frame.question = both;
    return sayQuestion(talk);
  }
  const all = allOf(frame, step);
  if (all !== undefined && words !== undefined && saysAll(words))
    return settle(talk, frame, step, all);
  const remark =
    words === undefined || talk.isSure ? undefined : remarkAt(talk, frame, step, words);
  if (remark && words !== undefined) return askContent(talk, words, remark === 'question');
  const relative = words === undefined ? undefined : relativeReading(talk, frame, step, words);
  if (relative) {
    frame.question = relative;
    return sayQuestion(talk);
  }
  const room = { now, regions: talk.regions };
  const week = words === undefined ? undefined : dayOfThatWeek(question, step, words, room);
  if (week !== undefined) return settle(talk, frame, step, week);
  const { answer, others } = readSentence(talk, step, words, readAnswer(step, content, room));
  if ('cancels' in answer) return cancel(talk);
  const other = words === undefined ? undefined : optionNamed(question, step, words);
  if (
    other &&
    words !== undefined &&
    !('value' in answer && at(answer.value, 'rw') !== undefined)
  ) {
    keepHeard(talk, listen(talk, words), words);
    return take(talk, frame, question, step, other);
  }
  // That there is none of it is one of the choices: `gk ada kode nya pak` is [Tanpa kode], and no wrong code.
  const without = step.options.find(({ none }) => none);
  const denies = step.type === 'code' ? saysNone : saysOnlyNone;
  const isRead = 'value' in answer && step.type !== 'text';
  if (without && words !== undefined && !isRead && denies(words))
    return leave(talk, frame, step, without);
  // `saya ketua rw 7`, and then only the kelurahan: the number was said.
  const begun = question.kind === 'ask' && words !== undefined ? question.typed : undefined;
  if (begun !== undefined) {
    const whole = readAnswer(step, { kind: 'text', text: `${begun} ${words}` }, room);
    if ('value' in whole) return settle(talk, frame, step, whole.value);
  }
  if (!('unclear' in answer)) {
    if (step.type === 'date' && 'value' in answer && namesHour(words ?? ''))
      saySystem(talk, 'hour-unkept');
    keepOthers(talk, step, others, words ?? '');
    if ('value' in answer) return settle(talk, frame, step, answer.value);
    frame.question = whichOf(talk, flowOf(talk, frame), step, answer.ask, textOf(content) ?? '');
    return sayQuestion(talk);
  }
  // The rest of what was asked about: `barat rw 5` after `Tebet`.
  if (question.kind === 'which' && question.typed !== undefined && words !== undefined) {
    const text = `${question.typed} ${words}`;
    const whole = readAnswer(step, { kind: 'text', text }, room);
    if ('value' in whole) return settle(talk, frame, step, whole.value);
  }
  const isPlace = step.type === 'place' || step.type === 'area';
  const rw = isPlace && words !== undefined ? rwAlone(words, talk.regions) : undefined;
  if (rw !== undefined) {
    question.typed = `RW ${rw}`;
    return saySystem(talk, 'unclear-place-rw', { rw: String(rw) });
  }
  if (others.length === 0) return unclear(talk, question, step, answer.unclear);
  keepOthers(talk, step, others, words ?? '');
  const later = waitedFor(talk, step, others);
  if (later.length > 0) saySystem(talk, 'heard', { read: partsWritten(talk, later) });
  sayQuestion(talk);
}

/** `rabu` where `minggu depan` was asked about is the Wednesday of that week. */
function dayOfThatWeek(
  { kind, typed }: Question,
  step: AskStep,
  words: string,
  room: ReadingRoom,
): Json | undefined {
  if (step.type !== 'date' || kind !== 'which' || typed === undefined || /\d/.test(words))
    return undefined;
  const day = words.replace(/(?<!\p{L})(?:hari|hr|aja|saja|deh|ya|dong)(?!\p{L})/giu, ' ').trim();
  const read = readAnswer(step, { kind: 'text', text: `${day} ${typed}` }, room);
  return 'value' in read ? read.value : undefined;
}

function take(
  talk: Talk,
  frame: Frame,
  question: Question,
  step: WaitingStep,
  option: ShownOption,
) {
  if (question.kind === 'aside') return takeAside(talk, frame, option);
  if (question.kind === 'edit') return edit(talk, frame, option);
  if (question.kind === 'which' && isSeveral(option)) {
    for (const [answer, value] of answersIn(option.value)) keep(frame, answer, value, kindOf(step));
    return leave(talk, frame, step);
  }
  if (question.kind === 'which') return settle(talk, frame, step, option.value);
  const fixed = step.options.find(({ key }) => key === option.key);
  if (fixed?.cancels) return cancel(talk);
  if (fixed && fixed.edits.length > 0) return askEdit(talk, frame, step, fixed);
  if (step.kind === 'ask' && fixed?.answers) {
    const text = fixed.label[talk.position.language];
    const read = readAnswer(
      step,
      { kind: 'text', text },
      { now: talk.event.now, regions: talk.regions },
    );
    if ('value' in read) return settle(talk, frame, step, read.value, fixed);
  }
  // Beside a free answer an option leads elsewhere, or sets answers itself; it is not the answer.
  if (step.kind === 'ask' && fixed) {
    // `panti asuhan kasih` says which of the two it is as well.
    const text = textOf(talk.event.content);
    const isKept = chainOf(talk)[0]?.heard?.some(({ words }) => words === text);
    if (fixed.named.length > 0 && text !== undefined && !isKept) keepHeard(talk, [], text);
    return leave(talk, frame, step, fixed);
  }
  settle(talk, frame, step, option.value, fixed);
}

/** Keeps the answer and goes on. */
function settle(
  talk: Talk,
  frame: Frame,
  step: WaitingStep,
  value: Json,
  fixed?: FixedOption,
): void {
  keep(frame, step.as, value, kindOf(step));
  leave(talk, frame, step, fixed);
}

function keep(frame: Frame, answer: string, value: Json, kind: string): void {
  frame.answers[answer] = value;
  frame.kinds[answer] = kind;
}

function leave(talk: Talk, frame: Frame, step: WaitingStep, fixed?: FixedOption): void {
  const flow = flowOf(talk, frame);
  talk.answered = frame.question?.id;
  delete frame.returns;
  delete frame.question;
  passed(frame, step.name);
  for (const [answer, path] of Object.entries(fixed?.sets ?? {})) {
    const value = at(frame.answers, path) as Json | undefined;
    if (value === undefined && fixed?.setsIfGiven.includes(answer)) delete frame.answers[answer];
    else frame.answers[answer] = value ?? null;
    changed(flow, frame, answer);
  }
  for (const answer of fixed?.forget ?? []) takeBack(flow, frame, answer);
  frame.step = fixed?.to ?? following(flow, step);
}

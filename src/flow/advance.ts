import type { Content, Outgoing } from '../chat/message.ts';
import type { Regions } from '../language/regions.ts';
import { readYesNo } from '../language/yesno.ts';
import { textOf } from './answer.ts';
import { askMeant, isBack, meetAgain } from './aside.ts';
import { isOnlyGreeting, isOnlyThanks, isSalam, languageOf } from './command.ts';
import { type Book, photoFlow, startFlow } from './definition.ts';
import { edit, readChange } from './edit.ts';
import { file } from './file.ts';
import { keepHeard, listen } from './hear.ts';
import { isAtMenu, mayBeAnswer, meaning } from './meaning.ts';
import { obey } from './obey.ts';
import { openQuestion, type Position, readPosition, top } from './position.ts';
import { messagesADay, restrained } from './restrain.ts';
import { sayRecorded } from './resume.ts';
import {
  type FlowEvent,
  flowOf,
  messages,
  sayQuestion,
  saySystem,
  stepOf,
  type Talk,
} from './talk.ts';
import { unfiled } from './unfiled.ts';
import { upgrade } from './upgrade.ts';
import { visit } from './visit.ts';
import { type Request, type Result, walk } from './walk.ts';

/** What a turn comes to: where the conversation stands now, and what is to be said. */
export interface Outcome {
  position: Position;
  replies: Outgoing[];
}

/** Yields each action that is to be called and is resumed with how it ended; returns when it waits again. */
export type Advance = Generator<Request, Outcome, Result>;

/** What `advance` knows beside the position and the event. The same for every turn of a process. */
export interface World {
  book: Book;
  regions: Regions;
  /** Of one chat; `restrain.ts` has what is usual. */
  messagesADay?: number;
}

/**
 * Takes a conversation one event further. Pure: the same position and event, resumed with the same
 * results, give the same outcome; nothing that is handed in is changed.
 */
export function* advance(world: World, before: Position | undefined, event: FlowEvent): Advance {
  const position = readPosition(before);
  const talk: Talk = {
    ...world,
    position,
    event,
    said: [],
    answered: undefined,
    steps: 0,
    read: [],
    hasHeard: false,
  };
  const survived = upgrade(talk);
  const typed = textOf(event.content);
  if (before === undefined && typed !== undefined)
    position.language = languageOf(typed, world.book.keywords) ?? position.language;

  if (event.content.kind !== 'resume' && restrained(talk, world.messagesADay ?? messagesADay)) {
    // Nothing of it is read.
  } else if (event.fault) {
    // Nothing is walked here: whatever went wrong three times would go wrong again.
    saySystem(talk, 'fault');
    sayQuestion(talk);
  } else if (event.content.kind === 'resume') {
    // The menu waits for nobody: it need not stand again below every notice. A question that was asked since stands below it.
    const isMenu = isAtMenu(talk) && position.frames.length === 1;
    const { opens } = event.content;
    const isIdle = isMenu || openQuestion(position) === undefined;
    if (yield* letGo(talk)) yield* walk(talk);
    else if (opens !== undefined && isIdle && Object.hasOwn(world.book.flows, opens)) {
      openFlow(talk, opens);
      yield* walk(talk);
    } else if (event.shown && !isMenu) yield* walk(talk);
  } else if (event.unfiled || !survived) yield* again(talk);
  else if (isUnseen(talk)) unfiled(talk);
  else yield* respond(talk, typed);
  if (event.content.kind !== 'resume') position.at = event.now.getTime();

  const first = talk.said[0];
  if (first && typed !== undefined && isSalam(typed)) {
    talk.said[0] = {
      ...first,
      text: `${world.book.texts.salam[position.language].trimEnd()} ${first.text}`,
    };
  }
  return { position: talk.position, replies: messages(talk) };
}

/** Where a notice tells of what ends the flow, the question that it had open is gone; true where it is. */
function* letGo(talk: Talk): Generator<Request, boolean, Result> {
  const frame = top(talk.position);
  const holds = frame?.question && flowOf(talk, frame).holds;
  if (!frame || !holds) return false;
  const { language } = talk.position;
  const { end } = yield { action: holds.action, needs: {}, language, question: '' };
  const to = holds.on[end];
  if (to === undefined) return false;
  delete frame.question;
  frame.step = to;
  return true;
}

/** A tap on another question than the open one, a quote of it, or words sent before it was shown. */
function isUnseen({ position, event }: Talk): boolean {
  const open = openQuestion(position);
  if (event.content.kind === 'choice') return open?.id !== event.content.question;
  if (!open) return false;
  return !event.shown || (event.quotes !== undefined && event.quotes !== open.id);
}

function* respond(talk: Talk, typed: string | undefined): Generator<Request, void, Result> {
  const { event, position } = talk;
  const open = openQuestion(position);
  const words = event.content.kind === 'text' ? typed : undefined;
  const meant = words === undefined ? undefined : meaning(talk, words);
  const change = words === undefined || meant ? undefined : readChange(talk, words);
  if (meant && 'command' in meant) obey(talk, meant.command);
  else if (meant && 'opens' in meant && !meant.isAside && mayBeAnswer(talk, meant.opens))
    askMeant(talk, words ?? '', meant);
  else if (meant) yield* openAsked(talk, meant, words ?? '');
  else if (isBack(talk) && !isAtMenu(talk)) meetAgain(talk, words);
  else if (words !== undefined && isOnlyThanks(words)) saySystem(talk, 'thanked');
  else if (open && words !== undefined && isOnlyGreeting(words)) sayQuestion(talk);
  else if (change === 'several') {
    saySystem(talk, 'one-change');
    sayQuestion(talk);
  } else if (change) {
    edit(talk, change.frame, change.line);
    if (change.value !== '') talk.waiting = change.value;
  } else if (isBarePhoto(talk)) {
    openFlow(talk, photoFlow);
    yield* answerFirst(talk, event.content);
  } else if (open) file(talk);
  else begin(talk, words);

  if (talk.waiting !== undefined) yield* answerFirst(talk, { kind: 'text', text: talk.waiting });
  // Whoever files or obeys has already said the question that stays open.
  if (!talk.said.at(-1)?.question) yield* walk(talk);
  // A flow that ended without a word leaves nobody in silence.
  if (talk.said.length === 0) {
    visit(talk, startFlow, false);
    yield* walk(talk);
  }
}

/** So long (ms) after what was recorded a `ya` is still for that. */
const justNow = 3600_000;

const isYes = (words: string): boolean => {
  const said = readYesNo(words);
  return 'value' in said && said.value === 'yes';
};

/** Nothing is asked and no flow is named: the menu, which keeps what a sentence says for what is chosen there. */
function begin(talk: Talk, words: string | undefined): void {
  const { recorded, at } = talk.position;
  // A `ya` right after what was recorded was for that; after anything else, or a later notice, it was not.
  const isAgain = recorded?.at === at && talk.event.now.getTime() - (at ?? 0) < justNow;
  if (isAgain && words !== undefined && isYes(words)) return sayRecorded(talk);
  if (words === undefined && talk.event.content.kind !== 'contact') unreadable(talk);
  const parts = words === undefined ? [] : listen(talk, words);
  // Whoever said a sentence and meets the bare menu must not think that it was done: `gak jadi yang tadi`.
  const isSentence = words !== undefined && at !== undefined && /\p{L}\s+\S*\p{L}/u.test(words);
  if (isSentence && parts.length === 0 && !isOnlyGreeting(words)) saySystem(talk, 'unclear-begin');
  visit(talk, startFlow, false);
  if (words !== undefined && parts.length > 0) keepHeard(talk, parts, words);
}

/** Opens the flow that was asked for, and says so where it comes in the middle of another. */
function* openAsked(
  talk: Talk,
  { opens, with: answer, isAside }: { opens: string; with?: string; isAside?: true },
  words: string,
): Generator<Request, void, Result> {
  const left = isAtMenu(talk) ? undefined : top(talk.position);
  if (isAside) talk.isAside = true;
  openFlow(talk, opens);
  if (answer !== undefined) {
    talk.rest = answer;
    yield* answerFirst(talk, { kind: 'text', text: answer });
    delete talk.rest;
    return;
  }
  if (words.includes(' ')) keepHeard(talk, listen(talk, words), words);
  yield* walk(talk);
  const isAsking = openQuestion(talk.position) !== undefined && top(talk.position) !== left;
  if (!left || !isAsking || !talk.position.frames.includes(left)) return;
  const said = talk.said.splice(0);
  const title = flowOf(talk, left).title[talk.position.language].trim();
  saySystem(talk, 'switched', { title });
  talk.said.push(...said);
}

/** A photo that the open question does not ask for: whatever waits for one of this person takes it. */
function isBarePhoto(talk: Talk): boolean {
  const { kind } = talk.event.content;
  const isFile = kind === 'photo' || kind === 'document';
  const isFree = !openQuestion(talk.position) || isAtMenu(talk) || !asksForFile(talk);
  return isFile && isFree && Object.hasOwn(talk.book.flows, photoFlow);
}

/** Whether the open question, or the one behind an aside, takes a photo or a document. */
function asksForFile(talk: Talk): boolean {
  const frame = top(talk.position);
  if (!frame?.question) return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  return step.kind === 'ask' && (step.type === 'photo' || step.type === 'document');
}

/** Files what was said as the answer to the first question of the flow that it opened, as if it had been asked. */
function* answerFirst(talk: Talk, content: Content): Generator<Request, void, Result> {
  const opened = top(talk.position);
  const isRest = talk.rest !== undefined;
  yield* walk(talk);
  // Who is not known yet meets questions of another flow first: it is no answer to those, and waits for its own.
  if (top(talk.position) !== opened) {
    if (talk.rest !== undefined && opened && talk.position.frames.includes(opened))
      keepHeard(talk, listen(talk, talk.rest), talk.rest);
    return;
  }
  if (isRest && talk.rest === undefined) return;
  const open = openQuestion(talk.position);
  if (!open || talk.said.at(-1)?.question !== open.id) return;
  if (talk.waitingAt !== undefined && open.step !== talk.waitingAt) return;
  talk.said.pop();
  const { event } = talk;
  talk.event = { ...event, content };
  file(talk);
  talk.event = event;
}

/** Opens a flow over what is asked. The menu is not returned to: it has had its answer. */
function openFlow(talk: Talk, name: string): void {
  const { frames } = talk.position;
  const menu = isAtMenu(talk) && name !== startFlow ? frames.pop() : undefined;
  visit(talk, name, menu?.interrupts ?? openQuestion(talk.position) !== undefined);
  const isResumed = menu && openQuestion(talk.position) && talk.said.length === 0;
  if (isResumed) saySystem(talk, 'resumed');
}

/** Says a kind word about what cannot be read here. */
function unreadable(talk: Talk): void {
  const { kind } = talk.event.content;
  if (kind === 'voice' || kind === 'sticker' || kind === 'edited') saySystem(talk, kind);
  else saySystem(talk, 'other');
}

/** The event answers nothing: the open question is said again, or the conversation begins. */
function* again(talk: Talk): Generator<Request, void, Result> {
  saySystem(talk, 'asked-again');
  if (talk.position.frames.length === 0) visit(talk, startFlow, false);
  yield* walk(talk);
  if (openQuestion(talk.position)) return;
  visit(talk, startFlow, false);
  yield* walk(talk);
}

import type { Outgoing } from '../chat/message.ts';
import type { Regions } from '../language/regions.ts';
import { textOf } from './answer.ts';
import { isSalam, readCommand, readWish } from './command.ts';
import { type Book, startFlow } from './definition.ts';
import { file } from './file.ts';
import { obey } from './obey.ts';
import { emptyPosition, openQuestion, type Position } from './position.ts';
import { type FlowEvent, messages, sayQuestion, saySystem, type Talk } from './talk.ts';
import { upgrade } from './upgrade.ts';
import { type Request, type Result, visit, walk } from './walk.ts';

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
}

/** What arrives within this time (ms) of the last kind word about it is one burst, and is answered once. */
const burst = 5000;

/**
 * Takes a conversation one event further. Pure: the same position and event, resumed with the same
 * results, give the same outcome; nothing that is handed in is changed.
 */
export function* advance(world: World, before: Position | undefined, event: FlowEvent): Advance {
  const position = structuredClone(before ?? emptyPosition('id'));
  const talk: Talk = { ...world, position, event, said: [], answered: undefined, steps: 0 };
  const survived = upgrade(talk);
  const typed = textOf(event.content);

  if (event.content.kind === 'resume') sayQuestion(talk);
  else if (event.fault) {
    saySystem(talk, 'fault');
    sayQuestion(talk);
  } else if (event.unfiled || !survived) yield* again(talk);
  else if (isUnseen(talk))
    unfiled(talk, event.content.kind === 'choice' ? 'stale-tap' : 'before-shown');
  else yield* respond(talk, typed);

  const first = talk.said[0];
  if (first && typed !== undefined && isSalam(typed)) {
    talk.said[0] = {
      ...first,
      text: `${world.book.texts.salam[position.language].trimEnd()} ${first.text}`,
    };
  }
  return { position: talk.position, replies: messages(talk) };
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
  const isWords = event.content.kind === 'text' && typed !== undefined;
  const meant = isWords
    ? open
      ? readCommand(typed, talk.book.keywords)
      : readWish(typed, talk.book.keywords)
    : undefined;
  if (meant && 'command' in meant) obey(talk, meant.command);
  else if (meant) visit(talk, meant.opens, open !== undefined);
  else if (open) file(talk);
  else {
    if (!isWords && event.content.kind !== 'contact') unreadable(talk);
    visit(talk, startFlow, false);
  }
  // Whoever files or obeys has already said the question that stays open.
  if (!talk.said.at(-1)?.question) yield* walk(talk);
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
}

function unfiled(talk: Talk, why: 'stale-tap' | 'before-shown'): void {
  const { position, event } = talk;
  const now = event.now.getTime();
  const inBurst = position.unfiledAt !== undefined && now - position.unfiledAt < burst;
  if (inBurst) return;
  position.unfiledAt = now;
  if (!openQuestion(position)) return saySystem(talk, 'stale-idle');
  saySystem(talk, why);
  sayQuestion(talk);
}

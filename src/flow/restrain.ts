import { dayAt } from '../language/calendar.ts';
import { textOf } from './answer.ts';
import { readCommand } from './command.ts';
import { top } from './position.ts';
import { saySystem, type Talk } from './talk.ts';

/** Messages of one chat that are answered on one day in Jakarta, unless another number is given. */
export const messagesADay = 1000;

/**
 * Whether this message is passed over: its chat is blocked, or has sent more on this day than anybody has to say, as two bots
 * do that answer each other. The first of them hears why, the others of that day nothing; what was asked stays open.
 */
export function restrained(talk: Talk, most: number): boolean {
  const { position, event } = talk;
  const today = dayAt(event.now);
  const before = position.today?.day === today ? position.today : { day: today, count: 0 };
  const { blocked = false } = event;
  const isPassedOver = (blocked && !isTheirs(talk)) || before.count >= most;
  position.today = { ...before, count: before.count + 1, ...(isPassedOver && { told: true }) };
  if (isPassedOver && !before.told) saySystem(talk, blocked ? 'blocked' : 'too-many-messages');
  return isPassedOver;
}

/** Whether they ask for what is theirs in any case, or are in the middle of it. */
function isTheirs({ book, position, event }: Talk): boolean {
  const { always } = book.keywords;
  const meant = readCommand(textOf(event.content) ?? '', book.keywords);
  const flow = meant && 'opens' in meant ? meant.opens : top(position)?.flow;
  return flow !== undefined && always.includes(flow);
}

import type { Language } from '../chat/message.ts';
import type { Frame, Json, ShownOption } from './position.ts';
import type { Talk } from './talk.ts';
import { at, isLabel } from './template.ts';

/** What the flow asks of the turn: to call an action and to be resumed with how it ended. */
export interface Request {
  action: string;
  needs: Record<string, unknown>;
  language: Language;
  /** The question whose answer led here; empty where none did. */
  question: string;
}
export interface Result {
  end: string;
  gives: Record<string, unknown>;
  /** The action makes records: there is no way back over it. */
  creates: boolean;
  /** Whoever speaks was erased: nothing that was said or answered before is kept. */
  forgets?: boolean;
}

/** An item of a list, as it is shown. */
export function listed(item: unknown): ShownOption {
  const key = at(item, 'key');
  const label = at(item, 'label');
  const also = at(item, 'also');
  if (typeof key !== 'string' || !(typeof label === 'string' || isLabel(label))) {
    throw new Error('A list to choose from needs items of a key and a label.');
  }
  const { also: _, ...value } = item as Record<string, Json>;
  return { key, label, value, ...(Array.isArray(also) && { also: also as string[] }) };
}

/** A call of an action, with the answers that it needs. */
export function request(
  talk: Talk,
  frame: Frame,
  action: string,
  needs: Record<string, string>,
): Request {
  const given = Object.entries(needs)
    .map(([name, path]) => [name, at(frame.answers, path)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return {
    action,
    needs: Object.fromEntries(given),
    question: talk.answered ?? '',
    language: talk.position.language,
  };
}

/** The step that follows on an end. */
export function target(on: Record<string, string>, ended: string, step: string): string {
  const next = on[ended];
  if (next === undefined) throw new Error(`Step ${step} does not say what follows on ${ended}.`);
  return next;
}

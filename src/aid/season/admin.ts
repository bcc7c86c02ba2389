import type { Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';

/** The admin who writes from this chat, from the roles that live now; undefined for everybody else. */
export async function adminAt(
  records: Records,
  { chat, now }: { chat: string; now: Date },
): Promise<Actor | undefined> {
  const desk = await deskOf(records, chat, now);
  return desk?.isAdmin ? { as: 'admin', person: desk.person.id } : undefined;
}

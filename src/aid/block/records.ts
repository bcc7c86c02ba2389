import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';

/** Who is meant: the id of a person, their phone (E.164), or the number of a pledge or request of theirs. */
export type Named = { id: string } | { phone: string } | { number: string };

/** The people so named; none where nobody is. */
export async function peopleNamed({ db, secrets }: Records, named: Named): Promise<string[]> {
  if ('number' in named) {
    const { number } = named;
    const pledge = await db.pledge.findUnique({ where: { number }, select: { actorId: true } });
    const need = await db.need.findUnique({ where: { number }, select: { proposedById: true } });
    return [pledge?.actorId, need?.proposedById].filter((id) => typeof id === 'string');
  }
  const where = 'id' in named ? named : { phoneHash: secrets.hash(named.phone) };
  const rows = await db.person.findMany({
    where: { ...where, mergedIntoId: null, erasedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/**
 * Serves somebody no more, in every chat of theirs and in those that they come with, within two seconds in every process. What is
 * on record of them stays, and they are still told of it. Resolves to how many chats that are now.
 */
export async function block(
  records: Records,
  { person, reason, actor, now }: { person: string; reason: string; actor: Actor; now: Date },
): Promise<number> {
  const { db, secrets } = records;
  const addresses = await db.address.findMany({ where: { personId: person } });
  const chats = addresses.map(({ chat }) => chat);
  // Who has no address now is known by the person alone, until one of theirs is.
  if (chats.length === 0) chats.push(secrets.hash(`person:${person}`));
  await db.blocked.createMany({
    data: chats.map((chat) => ({ chat, personId: person, reason, since: now })),
    skipDuplicates: true,
  });
  await audit(records, {
    actor,
    what: 'person.blocked',
    on: { kind: 'person', id: person },
    at: now,
  });
  return addresses.length;
}

/** So much of a chat's keyed hash stands for it in the list of the blocked, where its person was erased. */
export const shownChat = (chat: string): string => `chat-${chat.slice(0, 12)}`;

/** Serves a chat again whose person was erased; false where none of the blocked is shown so. */
export async function unblockChat(
  records: Records,
  { shown, actor, now }: { shown: string; actor: Actor; now: Date },
): Promise<boolean> {
  const rows = await records.db.blocked.findMany({ where: { personId: null } });
  const [row, ...others] = rows.filter(({ chat }) => shownChat(chat) === shown);
  if (!row || others.length > 0) return false;
  await records.db.blocked.delete({ where: { chat: row.chat } });
  await audit(records, {
    actor,
    what: 'person.unblocked',
    on: { kind: 'chat', id: shown },
    at: now,
  });
  return true;
}

/** Serves them again; false where they were not blocked. */
export async function unblock(
  records: Records,
  { person, actor, now }: { person: string; actor: Actor; now: Date },
): Promise<boolean> {
  const { db } = records;
  const chats = await db.address.findMany({ where: { personId: person }, select: { chat: true } });
  const { count } = await db.blocked.deleteMany({
    where: { OR: [{ personId: person }, { chat: { in: chats.map(({ chat }) => chat) } }] },
  });
  if (count === 0) return false;
  await audit(records, {
    actor,
    what: 'person.unblocked',
    on: { kind: 'person', id: person },
    at: now,
  });
  return true;
}

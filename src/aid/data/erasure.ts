import { forgetLater } from '../../store/forgetting.ts';
import type { Records } from '../action.ts';
import { forgetRecipients } from '../announcement/forgotten.ts';
import { type Actor, audit } from '../audit.ts';
import type { Holder } from '../person/holder.ts';
import { keepClaims } from '../place/claimed-before.ts';
import { keepShown } from '../pledge/shown-before.ts';
import { lockAdmins } from '../staff/revocation.ts';
import { keepTries } from '../staff/tried-before.ts';
import { endLiving } from './ending.ts';
import { livingOf } from './living.ts';

export type Erased = 'erased' | 'last-admin';

/**
 * Erases somebody, in one transaction: what they are part of ends and the other side is told; what they said, their numbers,
 * letters and photos go; promises and receipts stay as figures that lead to nobody. The conversation itself is forgotten once its
 * last words were said (`store/forgetting.ts`): until then its account is needed for them.
 */
export async function erase(
  records: Records,
  { holder, as, now }: { holder: Holder; as: Actor['as']; now: Date },
): Promise<Erased> {
  const { db } = records;
  const { ids } = holder;
  // Of two last admins who erase themselves at once, one stays: each counts the others under this lock.
  if ((await db.role.count({ where: { personId: { in: ids }, kind: 'admin' } })) > 0)
    await lockAdmins(records);
  // Whoever writes from another of their chats in the same instant comes before all of this, or after it.
  await db.$queryRaw`SELECT 1 FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  await keepShown(records, ids, now);
  await keepClaims(records, ids, now);
  await keepTries(records, ids, now);
  const living = await livingOf(records, ids, now);
  if (living.roles.some(({ isLastAdmin }) => isLastAdmin)) return 'last-admin';
  await unsay(records, ids);
  await endLiving(records, living, { holder, now });
  await withoutWords(records, ids);
  await withoutOffices(records, ids);
  await withoutName(records, ids);
  await forgetRecipients(records, { ids, now });
  await forgetChats(records, ids, now);
  await db.outbox.deleteMany({ where: { personId: { in: ids } } });
  await db.invitation.deleteMany({ where: { role: { personId: { in: ids } } } });
  // Those that were merged into another lead to it, so they go first; addresses, consents, roles, files and questions go along.
  await db.person.deleteMany({ where: { id: { in: ids }, mergedIntoId: { not: null } } });
  await db.person.deleteMany({ where: { id: { in: ids } } });
  await audit(records, {
    actor: { as },
    what: 'person.erased',
    on: { kind: 'person', id: 'erased' },
    at: now,
    detail: { promises: living.promises.length, offices: living.places.length },
  });
  return 'erased';
}

/** What was to be told others about them and has not been: what ends is told below, without their number. */
async function unsay({ db }: Records, ids: string[]): Promise<void> {
  const own = { in: ids };
  const id = { select: { id: true } } as const;
  const causes = [
    ...(await db.allocation.findMany({ where: { pledge: { actorId: own } }, ...id })),
    ...(await db.headship.findMany({ where: { personId: own }, ...id })),
    ...(await db.inquiry.findMany({ where: { personId: own }, ...id })),
  ].map((row) => row.id);
  await db.outbox.deleteMany({ where: { causeId: { in: causes }, state: 'waiting' } });
}

/** What they wrote in their own words, and in which chat and question a record was made. */
async function withoutWords({ db, secrets }: Records, ids: string[]): Promise<void> {
  const own = { in: ids };
  await db.need.updateMany({
    where: { proposedById: own },
    data: { urgentWhy: null, note: null },
  });
  await db.needVersion.updateMany({
    where: { actorId: own, words: { not: null } },
    data: { words: null },
  });
  await db.handover.updateMany({ where: { recordedById: own }, data: { damage: null } });
  await db.handover.updateMany({
    where: { allocation: { pledge: { actorId: own } }, dispute: { not: null } },
    data: { dispute: secrets.seal('–') },
  });
  // A record stays one of one answer, and no longer says of which chat.
  await db.$executeRaw`UPDATE need SET chat = '', question = id::text WHERE proposed_by = ANY(${ids}::uuid[])`;
  await db.$executeRaw`UPDATE pledge SET chat = '', question = id::text
    WHERE actor_id = ANY(${ids}::uuid[]) OR on_behalf_of = ANY(${ids}::uuid[])`;
  await db.$executeRaw`UPDATE placement SET chat = '', question = id::text WHERE placed_by = ANY(${ids}::uuid[])`;
  await db.$executeRaw`UPDATE handover SET chat = '', question = id::text WHERE recorded_by = ANY(${ids}::uuid[])`;
}

/** Letters and addresses; of a place whose head they were, also where it has aid unloaded, unless somebody else heads it now. */
async function withoutOffices({ db }: Records, ids: string[]): Promise<void> {
  const nowhere = { address: null, latitude: null, longitude: null };
  const held = await db.headship.findMany({
    where: { personId: { in: ids }, verifiedAt: { not: null } },
    select: { placeId: true },
  });
  await db.place.updateMany({
    where: {
      id: { in: held.map(({ placeId }) => placeId) },
      headships: { none: { state: 'verified', role: 'head' } },
    },
    data: nowhere,
  });
  await db.$executeRaw`UPDATE headship SET state = 'ended', ended_at = coalesce(ended_at, now())
    WHERE person_id = ANY(${ids}::uuid[]) AND state <> 'ended'`;
  await db.headship.updateMany({
    where: { personId: { in: ids } },
    data: {
      ...nowhere,
      proofNumber: null,
      proofDate: null,
      reason: null,
      remedy: null,
      chat: null,
      question: null,
    },
  });
}

/** Parties that nobody else speaks for lose their name; their kind stays, for the figures. */
async function withoutName({ db }: Records, ids: string[]): Promise<void> {
  const donors = {
    OR: [{ madeById: { in: ids } }, { members: { some: { personId: { in: ids } } } }],
    members: { none: { personId: { notIn: ids }, leftAt: null } },
  };
  const found = await db.donor.findMany({ where: donors, select: { id: true } });
  await db.donor.updateMany({
    where: { id: { in: found.map(({ id }) => id) } },
    data: { madeById: null, name: null, nameHash: '' },
  });
}

async function forgetChats({ db }: Records, ids: string[], now: Date): Promise<void> {
  const addresses = await db.address.findMany({ where: { personId: { in: ids } } });
  const chats = addresses.map(({ chat }) => chat);
  await db.deadLetter.deleteMany({ where: { chat: { in: chats } } });
  const asked = addresses.map(({ chat, channel, account }) => ({
    chat,
    channel,
    account: new Uint8Array(account),
  }));
  await forgetLater(db, asked, now);
}

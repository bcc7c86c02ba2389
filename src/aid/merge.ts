import type { Records } from './action.ts';
import { mergeAnnouncements } from './announcement/merged.ts';
import { audit } from './audit.ts';
import { mergeNeeds } from './need/merged.ts';
import { lockBoth, type Merge, mergePerson } from './person/merged.ts';
import { mergeHeadships } from './place/merged.ts';
import { mergeDonors } from './pledge/merged.ts';
import { mergeRoles } from './staff/merged.ts';

/** A chat, and the account whose it is. */
interface Chat {
  chat: string;
  account: string;
}

/**
 * Two chats turned out to be one human being's, who speaks on in `to` alone. Whoever was known at each becomes one person: the
 * older record stands for both, the younger one keeps nothing but the mark of where it went. History (versions, the audit
 * log) stays as it was written, and leads there.
 */
export async function joinChats(
  records: Records,
  { from, to }: { from: Chat; to: Chat },
  now: Date,
): Promise<'one' | 'moved' | 'nobody'> {
  const { db, secrets } = records;
  const [left, stays] = [
    await db.address.findUnique({ where: { chat: from.chat } }),
    await db.address.findUnique({ where: { chat: to.chat } }),
  ];
  if (!left) return 'nobody';
  if (!stays) {
    // They agreed where they no longer speak: the same person, at the address that is left.
    const account = secrets.seal(to.account);
    await db.address.update({ where: { id: left.id }, data: { chat: to.chat, account } });
    return 'moved';
  }
  const both = await lockBoth(records, [left.personId, stays.personId]);
  await db.address.delete({ where: { id: left.id } });
  if (!both) return 'nobody';
  const [older, younger] = both;
  const merge = { from: younger.id, into: older.id, now };
  const roles = await mergeRoles(records, merge);
  const claims = await mergeHeadships(records, merge);
  const requests = await mergeNeeds(records, merge);
  await mergeDonors(records, merge);
  await mergeMentions(records, merge);
  await mergePerson(records, both);
  await mergeAnnouncements(records, merge);
  await audit(records, {
    actor: { as: 'system' },
    what: 'person.merged',
    on: { kind: 'person', id: younger.id },
    at: now,
    detail: { into: older.id, roles, claims, requests },
  });
  return 'one';
}

/** What only names them. What both were to be told is told once. */
async function mergeMentions({ db }: Records, { from, into }: Merge): Promise<void> {
  await db.inquiry.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.inquiry.updateMany({ where: { answeredById: from }, data: { answeredById: into } });
  await db.report.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.report.updateMany({ where: { settledById: from }, data: { settledById: into } });
  await db.handover.updateMany({ where: { recordedById: from }, data: { recordedById: into } });
  await db.handover.updateMany({ where: { confirmedById: from }, data: { confirmedById: into } });
  await db.media.updateMany({ where: { sentById: from }, data: { sentById: into } });
  await db.blocked.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.$executeRaw`
    UPDATE outbox o SET person_id = ${into}::uuid
    WHERE person_id = ${from}::uuid AND NOT EXISTS (
      SELECT FROM outbox other WHERE other.person_id = ${into}::uuid AND other.cause_kind = o.cause_kind
        AND other.cause_id = o.cause_id AND other.part = o.part)`;
  await db.outbox.updateMany({
    where: { personId: from, state: 'waiting' },
    data: { state: 'gone' },
  });
}

import { timeOf } from './retention.ts';
import type { Secrets } from './secrets.ts';
import type { Records } from './sessions.ts';

/** A message of which nothing is left: decoded it says nothing, should its stanza ever come a second time. */
const nothing = { key: {}, stamp: 0, plain: { type: 'Buffer', data: 'AQ==' } };

/**
 * Lets go of what WhatsApp's tables hold of whoever has that account: what they wrote and were told, at once; their addresses a
 * day after their erasure (`whatsapp-sweep.ts`), so that the answer to it still arrives, unless they write again. What stays of a
 * message is the hash that tells a second delivery; what stays in `whatsapp_key` of their phone are the Signal sessions that their
 * next message is read with, under hashed names.
 */
export async function forgetAddress(
  db: Records,
  secrets: Secrets,
  account: string,
  { now, wentOn = false }: { now: Date; wentOn?: boolean },
): Promise<void> {
  const contacts = await db.$queryRaw<{ id: string; addresses: Uint8Array }[]>`
    WITH found AS (SELECT coalesce(merged_into, id) AS id FROM whatsapp_contact WHERE id::text = ${account})
    SELECT c.id, c.addresses FROM whatsapp_contact c JOIN found ON found.id IN (c.id, c.merged_into) FOR UPDATE OF c`;
  if (contacts.length === 0) return;
  const ids = contacts.map(({ id }) => id);
  const whose = { contactId: { in: ids } };
  await db.whatsappMessage.updateMany({
    where: { ...whose, doneAt: { not: null } },
    data: { body: secrets.seal(JSON.stringify(nothing)), contactId: null },
  });
  // What is on its way keeps its words until it is there; it goes with the addresses.
  await db.whatsappSent.deleteMany({
    where: { ...whose, state: { in: ['acked', 'delivered', 'read', 'refused'] } },
  });
  await db.whatsappContact.updateMany({
    where: { id: { in: ids } },
    // Whoever has written since is reached where they wrote from.
    data: { forgottenAt: wentOn ? null : now },
  });
  // Where the answer could not be said for days, the addresses go at once.
  await db.$executeRaw`DELETE FROM whatsapp_contact WHERE id = ANY(${ids}::uuid[])
    AND forgotten_at < now() - make_interval(secs => ${timeOf('whatsappAddress') / 1000})`;
  const names = contacts.flatMap(({ addresses }) => keysOf(secrets.open(addresses)));
  await db.whatsappKey.deleteMany({
    where: { name: { in: names.map((name) => secrets.hash(`whatsapp-key:${name}`)) } },
  });
}

/** Where Baileys notes which address belongs to which, and what devices there are. */
function keysOf(addresses: string): string[] {
  const { lid, pn } = JSON.parse(addresses) as { lid?: string; pn?: string };
  const users = [lid, pn].flatMap((jid) => jid?.split('@')[0] ?? []);
  return users.flatMap((user) => [
    `lid-mapping:${user}`,
    `lid-mapping:${user}_reverse`,
    `device-list:${user}`,
  ]);
}

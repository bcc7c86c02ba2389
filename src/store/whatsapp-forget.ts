import type { Secrets } from './secrets.ts';
import type { Records } from './sessions.ts';

/** How long (h) an answer to "forget me" may take to be said. */
const answerHours = 24;

/** A message of which nothing is left: decoded it says nothing, should its stanza ever come a second time. */
const nothing = { key: {}, stamp: 0, plain: { type: 'Buffer', data: 'AQ==' } };

/**
 * Lets go of what WhatsApp's tables hold of whoever has that account, in the transaction of whoever erases the person: what they
 * wrote and were told, at once; their addresses once the answer to that was said, unless they write again. What stays of a
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
  const whose = { contactId: { in: contacts.map(({ id }) => id) } };
  await db.whatsappMessage.updateMany({
    where: { ...whose, doneAt: { not: null } },
    data: { body: secrets.seal(JSON.stringify(nothing)), contactId: null },
  });
  // What is on its way keeps its words until it is there; it goes with the addresses.
  await db.whatsappSent.deleteMany({
    where: { ...whose, state: { in: ['acked', 'delivered', 'read', 'refused'] } },
  });
  await db.whatsappContact.updateMany({
    where: { id: { in: whose.contactId.in } },
    // Whoever has written since is reached where they wrote from.
    data: { forgottenAt: wentOn ? null : now },
  });
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

/** Lets go of the addresses of those who are forgotten and have not written since. */
export async function tidyForgotten(db: Pick<Records, '$executeRaw'>): Promise<void> {
  await db.$executeRaw`
    DELETE FROM whatsapp_contact
    WHERE forgotten_at < now() - make_interval(hours => ${answerHours}::int)`;
}

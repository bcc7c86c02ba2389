import type { proto } from '@whiskeysockets/baileys';
import type { Outgoing } from '../../chat/message.ts';
import type { Library } from './library.ts';
import { written } from './manner.ts';
import type { WhatsappStore } from './store.ts';

/**
 * A message again, for a phone that could not read it: as it went out, with its photo or its link, and to nobody but the person
 * it was said to.
 */
export async function saidBefore(
  { sent, contacts }: WhatsappStore,
  { baileys }: Library,
  { id, jid }: { id: string; jid: string },
): Promise<proto.IMessage | undefined> {
  const row = await sent.find(id);
  const contact = row && (await contacts.reach(row.contact));
  if (!contact || (contact.lid !== jid && contact.pn !== jid)) return undefined;
  const relayed = await sent.relayed(id);
  if (relayed) return baileys.proto.Message.decode(relayed);
  return { extendedTextMessage: { text: written(JSON.parse(row.body) as Outgoing) } };
}

import type { proto } from '@whiskeysockets/baileys';
import { bytes, children, digits, type Node } from './nodes.ts';
import type { Person, Shown } from './person.ts';

interface World {
  number: string;
  people: Map<string, Person>;
  sent: (Shown & { to: string })[];
  unread: { id: string; to: string; error: unknown }[];
}

/** The phone opens what was sealed for it, and shows it. False when it cannot be read. */
export async function show(world: World, person: Person, stanza: Node): Promise<boolean> {
  const { id = '', to = '' } = stanza.attrs;
  let isRead = true;
  for (const { jid, sealed } of sealedIn(stanza, to)) {
    if (world.people.get(digits(jid)) !== person) continue;
    try {
      const message = await person.phone.open(sealed.attrs.type, bytes(sealed), world.number);
      const shown: Shown = { id, at: Date.now(), text: textOf(message), message };
      const isNew = !person.inbox.some((one) => one.id === id);
      person.shows(shown);
      if (isNew) world.sent.push({ ...shown, to: person.number });
    } catch (error) {
      world.unread.push({ id, to: person.number, error });
      isRead = false;
    }
  }
  return isRead;
}

const textOf = (message: proto.Message): string =>
  message.conversation ||
  message.extendedTextMessage?.text ||
  message.imageMessage?.caption ||
  message.documentMessage?.caption ||
  '';

/** What is sealed in a stanza, each for its device. */
function sealedIn(stanza: Node, jid: string): { jid: string; sealed: Node }[] {
  if (stanza.tag === 'enc') return [{ jid, sealed: stanza }];
  return children(stanza).flatMap((one) => sealedIn(one, stanza.attrs.jid ?? jid));
}

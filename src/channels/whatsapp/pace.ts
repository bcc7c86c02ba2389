import { setTimeout as delay } from 'node:timers/promises';
import type { WAMessageKey } from '@whiskeysockets/baileys';
import type { Socket } from './library.ts';

/** Milliseconds that somebody seems to type: so much a character, within these bounds. */
const typing = { perCharacter: 15, least: 400, most: 1800 };

export interface Pace {
  /** A message of that contact was taken; it counts as read once its answer is ready. */
  took(contact: string, key: WAMessageKey): void;
  /**
   * Shows that the message is read, where this answers it, and that somebody types, for as long as it would take. Never fails.
   */
  before(
    sock: Socket,
    said: { contact: string; jid: string; text: string; isAnswer: boolean },
  ): Promise<void>;
  after(sock: Socket, jid: string): void;
}

/** Answers come as from a person: read, then typed, then there. `human: false` leaves out the waiting alone. */
export function keepPace(human: boolean): Pace {
  const unread = new Map<string, WAMessageKey[]>();
  return {
    took(contact, key) {
      unread.set(contact, [...(unread.get(contact) ?? []), key].slice(-50));
      if (unread.size > 10_000) unread.delete(unread.keys().next().value ?? '');
    },
    async before(sock, { contact, jid, text, isAnswer }) {
      const keys = isAnswer ? unread.get(contact) : undefined;
      if (isAnswer) unread.delete(contact);
      if (keys) await sock.readMessages(keys).catch(() => {});
      await sock.sendPresenceUpdate('composing', jid).catch(() => {});
      const { perCharacter, least, most } = typing;
      if (human) await delay(Math.min(most, Math.max(least, text.length * perCharacter)));
    },
    after(sock, jid) {
      void sock.sendPresenceUpdate('paused', jid).catch(() => {});
    },
  };
}

import type { LibSignal, SessionEntry } from './library.ts';

const mended = new WeakSet<object>();

/**
 * libsignal steps the ratchet of a session before it knows whether the message belongs to it, and stores what came of
 * that when another session of the same person fits. Here a session that did not fit is put back as it was. Two
 * sessions with one person are normal: at its first answer Baileys opens one of its own.
 */
export function putSessionsBack({ SessionCipher }: LibSignal): void {
  const cipher = SessionCipher.prototype;
  if (mended.has(cipher)) return;
  mended.add(cipher);
  const decrypt = cipher.doDecryptWhisperMessage;
  cipher.doDecryptWhisperMessage = async function (data: unknown, session?: SessionEntry) {
    const before = session && structuredClone(session.serialize());
    try {
      return await decrypt.call(this, data, session);
    } catch (error) {
      if (session) Object.assign(session, session.constructor.deserialize(before));
      throw error;
    }
  };
}

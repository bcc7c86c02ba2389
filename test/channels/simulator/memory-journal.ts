import { randomBytes } from 'node:crypto';
import type { Entry, Journal, JournalMessage } from '../../../src/channels/simulator/journal.ts';

/** A journal in memory, whose next append can be told to fail. */
export interface MemoryJournal extends Journal {
  entries: Entry[];
  failNext(error: Error): void;
  failNextFile(error: Error): void;
}

export function createMemoryJournal(now: () => Date): MemoryJournal {
  const entries: Entry[] = [];
  const files = new Map<string, { account: string; bytes: Uint8Array }>();
  const listeners = new Set<(account: string) => void>();
  let failure: Error | undefined;
  let fileFailure: Error | undefined;

  return {
    entries,
    failNext(error) {
      failure = error;
    },
    failNextFile(error) {
      fileFailure = error;
    },
    async append(message: JournalMessage) {
      const thrown = failure;
      failure = undefined;
      if (thrown) throw thrown;
      const known = entries.find(
        (entry) => entry.account === message.account && entry.dedupe === message.dedupe,
      );
      if (known) return { order: known.order, new: false };
      const order = entries.length + 1;
      entries.push({ ...message, order, at: now() });
      for (const listener of listeners) listener(message.account);
      return { order, new: true };
    },
    async read(account, after) {
      return entries.filter((entry) => entry.account === account && entry.order > after);
    },
    async keepFile(account, bytes) {
      const id = randomBytes(16).toString('hex');
      files.set(id, { account, bytes });
      return id;
    },
    async file(id, account) {
      const thrown = fileFailure;
      fileFailure = undefined;
      if (thrown) throw thrown;
      const kept = files.get(id);
      return account === undefined || kept?.account === account ? kept?.bytes : undefined;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

import type { Entry, Journal, JournalMessage } from '../../../src/channels/simulator/journal.ts';

/** A journal in memory, whose next append can be told to fail. */
export interface MemoryJournal extends Journal {
  entries: Entry[];
  failNext(error: Error): void;
}

export function createMemoryJournal(now: () => Date): MemoryJournal {
  const entries: Entry[] = [];
  const listeners = new Set<(account: string) => void>();
  let failure: Error | undefined;

  return {
    entries,
    failNext(error) {
      failure = error;
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
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

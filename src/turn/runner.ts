import { isInfrastructure } from '../store/failure.ts';
import type { Sessions, Worker } from '../store/sessions.ts';

/** Turns of different chats that run side by side. */
const most = 8;
/** How often (ms) the store is asked whose turn was left lying: by a process that died, or throttled. */
const sweepEvery = 1000;
/** Milliseconds of waiting for the ground to hold again, by how often it gave way. */
const waits = [100, 200, 500, 1000, 2000, 5000];
/** After so long (ms) the person hears that we are making sure. */
const patience = 10_000;

export interface RunnerSettings {
  sessions: Sessions;
  worker: Worker;
  /** A turn threw: the operator is told its kind, never what was said. */
  fault(chat: string, error: unknown): void;
  /** The ground has been gone for ten seconds while this chat waits. */
  makingSure(chat: string): void;
}

export interface Runner {
  /** Has the chat's work done, soon. */
  wake(chat: string): void;
  /** Takes no new work, and waits for what is being done. */
  stop(): Promise<void>;
}

/** Works on chats as they are woken and as the sweep finds them: one chat in order, chats side by side. */
export function startRunner({ sessions, worker, fault, makingSure }: RunnerSettings): Runner {
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  function wake(chat: string): void {
    if (stopped) return;
    waiting.add(chat);
    startNext();
  }

  function startNext(): void {
    for (const chat of waiting) {
      if (running.size >= most) return;
      if (running.has(chat)) continue;
      waiting.delete(chat);
      const done = work(chat).finally(() => {
        running.delete(chat);
        startNext();
      });
      running.set(chat, done);
    }
  }

  function wakeAfter(chat: string, after: number): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake(chat);
    }, after);
    timers.add(timer);
  }

  /** Works until nothing is left to do, waiting for the ground as long as it takes. */
  async function work(chat: string): Promise<void> {
    let forgiven = 0;
    let since: number | undefined;
    for (let failures = 0; !stopped; ) {
      try {
        const done = await sessions.work(chat, worker, forgiven);
        forgiven = 0;
        failures = 0;
        since = undefined;
        if (done === 'idle' || done === 'busy') return;
        if (done !== 'did') return wakeAfter(chat, Math.min(done.later + 1, 60_000));
      } catch (error) {
        if (!isInfrastructure(error)) {
          fault(chat, error);
          return wakeAfter(chat, 50);
        }
        forgiven += 1;
        const now = performance.now();
        since ??= now;
        if (now - since > patience) {
          makingSure(chat);
          since = Number.POSITIVE_INFINITY;
        }
        await pause(waits[Math.min(failures++, waits.length - 1)] ?? 0);
      }
    }
  }

  async function sweep(): Promise<void> {
    const due = await sessions.due(100).catch(() => []);
    for (const chat of due) wake(chat);
  }

  let sweeping = Promise.resolve();
  const sweeper = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, sweepEvery);
  sweeping = sweep();

  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(sweeper);
      for (const timer of timers) clearTimeout(timer);
      waiting.clear();
      await sweeping;
      await Promise.allSettled(running.values());
    },
  };
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

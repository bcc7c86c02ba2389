import { setTimeout as delay } from 'node:timers/promises';
import { isInfrastructure } from '../store/failure.ts';
import type { Sessions, Worked, Worker } from '../store/sessions.ts';
import { countPlaces } from './places.ts';

/** Turns of different chats that run side by side, and chats of one channel that are worked on. */
const most = 8;
/** A reply of a chat of which only now is known that its channel has no place left is said after so long (ms). */
const crowdWait = 1000;
/** Milliseconds of waiting for the ground to hold again, by how often it gave way. */
const waits = [100, 200, 500, 1000, 2000, 5000];
/** A turn that threw is asked for again after so long (ms); the store says how long it really waits. */
const faultWait = 50;
const tidyEvery = 3600_000;

export interface RunnerSettings {
  sessions: Sessions;
  worker: Worker;
  /** The turn of that event threw: the operator is told its kind, never what was said. Empty: no event's. */
  fault(event: string, error: unknown): void;
  /** A turn of that event was begun, and is kept; or it was undone, and comes again or was another's. */
  ended?(event: string, kept: boolean): void;
  /** The ground has been gone for ten seconds while this chat waits. */
  makingSure(chat: string): void;
  /** How long (ms) the ground may be gone before the person hears that we are making sure. */
  patience?: number;
  /** How often (ms) the store is asked whose work was left lying: by a process that died, or throttled. */
  sweepEvery?: number;
}

export interface Runner {
  /** Has the chat's work done, soon. Of one whose channel is not told yet it is learnt as it is worked on. */
  wake(chat: string, channel?: string): void;
  /** Takes no new work, and waits for what is being done. */
  stop(): Promise<void>;
}

/** Works on chats as they are woken and as the sweep finds them: one chat in order, chats side by side. */
export function startRunner(settings: RunnerSettings): Runner {
  const { sessions, worker, fault, ended, makingSure } = settings;
  const { patience = 10_000, sweepEvery = 1000 } = settings;
  const running = new Map<string, Promise<void>>();
  const places = countPlaces(most, startNext);
  const waiting = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** Chats that wait for PostgreSQL or Redis. They hold no place among those that run. */
  const stuck = new Map<string, Stuck>();
  const stopping = new AbortController();
  const { signal } = stopping;

  function wake(chat: string, channel?: string): void {
    if (signal.aborted) return;
    if (channel !== undefined) places.learn(chat, channel);
    waiting.add(chat);
    startNext();
  }

  function startNext(): void {
    for (const chat of waiting) {
      if (running.has(chat) || !places.take(chat)) continue;
      waiting.delete(chat);
      const done = work(chat).finally(() => {
        running.delete(chat);
        places.leave(chat);
        startNext();
      });
      running.set(chat, done);
    }
  }

  function wakeAfter(chat: string, after: number): void {
    if (signal.aborted) return;
    clearTimeout(timers.get(chat));
    const timer = setTimeout(() => {
      timers.delete(chat);
      wake(chat);
    }, after);
    timers.set(chat, timer);
  }

  /** Works until nothing is left to do now. */
  async function work(chat: string): Promise<void> {
    let event = '';
    const watched: Worker = {
      say: async (to, reply) =>
        places.learn(chat, to.channel)
          ? places.speak(chat, () => worker.say(to, reply))
          : { said: false, after: crowdWait },
      turn(input, records) {
        event = input.event.id;
        places.learn(chat, input.event.incoming.from.channel);
        return worker.turn(input, records);
      },
    };
    while (!signal.aborted) {
      let done: Worked;
      event = '';
      try {
        done = await sessions.work(chat, watched);
      } catch (error) {
        if (event) ended?.(event, false);
        if (isInfrastructure(error)) return waitForGround(chat);
        fault(event, error);
        return wakeAfter(chat, faultWait);
      }
      if (event) ended?.(event, done === 'did');
      // Whatever it says, the ground answers again.
      recovered(chat);
      if (done === 'idle' || done === 'busy') return;
      if (done === 'did' && places.isCrowded()) return void waiting.add(chat);
      if (done !== 'did') return wakeAfter(chat, Math.min(done.later + 1, 60_000));
    }
  }

  function waitForGround(chat: string): void {
    const found = stuck.get(chat);
    const { failures, timer } = found ?? {
      failures: 0,
      timer: setTimeout(() => makingSure(chat), patience),
    };
    stuck.set(chat, { failures: failures + 1, timer });
    wakeAfter(chat, waits[Math.min(failures, waits.length - 1)] ?? 0);
  }

  function recovered(chat: string): void {
    clearTimeout(stuck.get(chat)?.timer);
    stuck.delete(chat);
  }

  async function sweep(): Promise<void> {
    let tidied = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      try {
        for (const chat of await sessions.due(100)) wake(chat);
        if (performance.now() - tidied > tidyEvery) {
          tidied = performance.now();
          await sessions.tidy();
        }
      } catch (error) {
        if (!isInfrastructure(error)) fault('', error);
      }
      await delay(sweepEvery, undefined, { signal }).catch(() => {});
    }
  }
  const sweeping = sweep();

  return {
    wake,
    async stop() {
      stopping.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      for (const { timer } of stuck.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.allSettled([sweeping, ...running.values()]);
    },
  };
}

interface Stuck {
  failures: number;
  /** Fires when the patience is over. */
  timer: NodeJS.Timeout;
}

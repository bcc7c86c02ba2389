import type { PrismaClient } from '../store/database.ts';
import type { Records } from '../store/sessions.ts';
import { type Timer, workTimer } from '../store/timers.ts';

/** How often (ms) it looks for what is due. */
const lookEvery = 1000;

export interface TimekeeperSettings {
  prisma: PrismaClient;
  now(): Date;
  /** Does what is due, in the transaction that notes that it is done. */
  work(db: Records, timer: Timer, now: Date): Promise<void>;
  /** Something was done: there may be something to deliver. */
  worked(): void;
  /** It threw; the operator is told its kind. It is tried again in a minute. */
  fault(error: unknown): void;
}

/** Does what time brings: reminders, releases. Any number of processes may do so side by side. */
export function startTimekeeper({ prisma, now, work, worked, fault }: TimekeeperSettings) {
  let stopped = false;
  let running: Promise<void> | undefined;

  async function workAll(): Promise<void> {
    for (let more = true; more && !stopped; ) {
      const at = now();
      more = await workTimer(prisma, at, (db, timer) => work(db, timer, at));
      if (more) worked();
    }
  }

  const look = () => {
    running ??= workAll()
      .catch(fault)
      .finally(() => {
        running = undefined;
      });
  };
  const interval = setInterval(look, lookEvery);
  interval.unref();
  look();

  return {
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(interval);
      await running;
    },
  };
}

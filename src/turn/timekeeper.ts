import type { PrismaClient } from '../store/database.ts';
import { keepLooking, type LookOut } from '../store/look-out.ts';
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
export function startTimekeeper(settings: TimekeeperSettings): LookOut {
  const { prisma, now, work, worked, fault } = settings;
  const looking = keepLooking({
    every: lookEvery,
    fault,
    async one() {
      const at = now();
      const did = await workTimer(prisma, at, (db, timer) => work(db, timer, at));
      if (did) worked();
      return did;
    },
  });
  looking.wake();
  return looking;
}

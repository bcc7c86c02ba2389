import type { PrismaClient } from '../store/database.ts';
import { forgetOne } from '../store/forgetting.ts';
import { keepLooking, type LookOut } from '../store/look-out.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Sessions } from '../store/sessions.ts';

/** How often (ms) it looks for conversations to forget. */
const lookEvery = 1000;

/** Forgets conversations whose last words were said. Any number of processes may do so side by side. */
export function startForgetting(settings: {
  prisma: PrismaClient;
  secrets: Secrets;
  sessions: Pick<Sessions, 'forget'>;
  /** It threw; the operator is told its kind. It is tried again in some seconds. */
  fault(error: unknown): void;
}): LookOut {
  const { prisma, secrets, sessions, fault } = settings;
  return keepLooking({ every: lookEvery, fault, one: () => forgetOne(prisma, secrets, sessions) });
}

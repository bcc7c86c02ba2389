import type { PrismaClient } from '../../../src/store/generated/client.ts';
import type { Secrets } from '../../../src/store/secrets.ts';
import type { Sessions } from '../../../src/store/sessions.ts';

/** A store of sessions to be tried. What it opens it closes after the test. */
export interface Ground {
  readonly prisma: PrismaClient;
  readonly secrets: Secrets;
  /** Another instance, with connections of its own, as another process would have it. */
  open(): Sessions;
  /** As if so much time had passed that every lock of the chat expired and nothing of it waits any more. */
  passTime(chat: string): Promise<void>;
  /** All that is kept, as text. */
  dump(): Promise<string>;
}

import { describe } from 'vitest';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import type { Secrets } from '../../src/store/secrets.ts';
import type { Sessions } from '../../src/store/sessions.ts';
import { onHolders } from './contract/holders.ts';
import { onSpeaking } from './contract/speaking.ts';
import { onTries } from './contract/tries.ts';

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

/** What every store of sessions promises: docs/architecture.md, "One turn, exactly once". */
export function sessionsContract(title: string, ground: Ground): void {
  describe(title, () => {
    onSpeaking(ground);
    onTries(ground);
    onHolders(ground);
  });
}

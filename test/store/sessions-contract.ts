import { describe } from 'vitest';
import { onForgetting } from './contract/forgetting.ts';
import type { Ground } from './contract/ground.ts';
import { onHolders } from './contract/holders.ts';
import { onSpeaking } from './contract/speaking.ts';
import { onTries } from './contract/tries.ts';

/** What every store of sessions promises: docs/architecture.md, "One turn, exactly once". */
export function sessionsContract(title: string, ground: Ground): void {
  describe(title, () => {
    onSpeaking(ground);
    onTries(ground);
    onHolders(ground);
    onForgetting(ground);
  });
}

import type { Sent } from '../../chat/channel.ts';
import type { Outgoing } from '../../chat/message.ts';
import {
  judgePush,
  type PushVerdict,
  pushGap,
  pushJitter,
  restAfter,
  silentAfter,
} from './governor.ts';
import type { SentStore } from './store.ts';

export interface Governed {
  sent: SentStore;
  /** A sign of restriction that the records have not taken yet. */
  restricted?(): boolean;
  /** False on another server than WhatsApp's own, where nobody counts how fast we are. */
  human: boolean;
  chance(): number;
}

/** Milliseconds from one push to the next, mostly. */
const between = pushGap + pushJitter / 2;

/**
 * Has the governor judge what nobody asked for, in the moment in which it would go out: nothing where it goes, and else how it is
 * held. Who is held is told to come again when the others who are held have gone by, mostly, and not all at the same moment.
 */
export function createGoverned({ sent, human, chance, restricted: isSeen }: Governed) {
  const waiting = new Set<string>();

  return async function governed(id: string, { below }: Outgoing): Promise<Sent | undefined> {
    const held = await sent.push<{ verdict: Exclude<PushVerdict, 'send'> }>(id, {
      silentDays: silentAfter,
      judge(facts) {
        const restricted = facts.restricted || isSeen?.() === true;
        const wait = human ? facts.wait : 0;
        const verdict = judgePush({ ...facts, restricted, wait, below });
        return verdict === 'send' ? { rest: human ? restAfter(chance()) : 0 } : { verdict };
      },
    });
    waiting.delete(id);
    if (!held) return undefined;
    if (held.verdict === 'never') return { ok: false, failure: 'refused' };
    const others = Math.ceil(chance() * waiting.size * between);
    waiting.add(id);
    if (waiting.size > 10_000) waiting.delete(waiting.values().next().value ?? '');
    return { ok: false, failure: 'throttled', after: held.verdict.later + others };
  };
}

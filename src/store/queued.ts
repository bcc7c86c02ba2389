import type { Address, Outgoing } from '../chat/message.ts';
import { replyId } from './sessions.ts';

/** A reply that waits to be said; `closes` when its turn is stored and this is the last of it. */
export interface Queued {
  id: string;
  event: string;
  to: Address;
  message: Outgoing;
  closes: boolean;
}

/** The replies of a turn as they wait to be said, but for the first `from`, which are said. */
export const queued = (
  { event, to, replies }: { event: string; to: Address; replies: Outgoing[] },
  { stored, from = 0 }: { stored: boolean; from?: number },
): Queued[] =>
  replies
    .map((message, part) => ({
      id: replyId(event, part),
      event,
      to,
      message,
      closes: stored && part === replies.length - 1,
    }))
    .slice(from);

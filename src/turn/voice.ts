import { type Channel, verdicts } from '../chat/channel.ts';
import type { Address, ChannelName } from '../chat/message.ts';
import type { Reply, Said } from '../store/sessions.ts';

/** Milliseconds before a send is tried again, by how often it failed. */
const waits = [500, 1000, 2000, 5000, 15_000, 30_000];
/** A send whose answer never came is said again so often, and then counted as said. */
const mostUnknown = 3;

export interface VoiceSettings {
  channels: Partial<Record<ChannelName, Channel>>;
  /** Counts how each send ended, for the metrics. */
  count(channel: ChannelName, outcome: string): void;
}

/** Says replies through their channel, and says what follows from a failure. */
export function createVoice({ channels, count }: VoiceSettings) {
  const failed = new Map<string, { times: number; unknown: number }>();

  return async function say(to: Address, { id, message }: Reply): Promise<Said> {
    const channel = channels[to.channel];
    // Another process may have this channel; until one has, its replies wait.
    if (!channel) return { said: false, after: 30_000 };
    const sent = await channel.send(to, message, id);
    count(to.channel, sent.ok ? 'sent' : sent.failure);
    if (sent.ok) {
      failed.delete(id);
      return { said: true, order: sent.order };
    }
    const verdict = verdicts[sent.failure];
    const before = failed.get(id) ?? { times: 0, unknown: 0 };
    const times = before.times + 1;
    const unknown = before.unknown + (verdict === 'park' ? 1 : 0);
    failed.set(id, { times, unknown });
    const isOver = verdict === 'stop' || verdict === 'fail' || unknown >= mostUnknown;
    if (isOver) {
      failed.delete(id);
      return { said: true };
    }
    return { said: false, after: sent.after ?? waits[Math.min(times, waits.length) - 1] ?? 30_000 };
  };
}

/** Chats of which the channel is remembered while they rest. */
const mostKnown = 10_000;

/**
 * Who is worked on: so many chats side by side, of which those that speak do not count, for they wait for a network; and so many
 * of one channel, speaking or not. A channel whose network stalls keeps no other one waiting.
 */
export interface Places {
  /** The chat is of that channel. False where it holds a place, and the channel has more than its share with it. */
  learn(chat: string, channel: string): boolean;
  /** False when there is no place, or none of its channel. */
  take(chat: string): boolean;
  leave(chat: string): void;
  /** While `saying` lasts, the place is for somebody else. */
  speak<T>(chat: string, saying: () => Promise<T>): Promise<T>;
  /** Somebody has to stand back: more came back from speaking than there are places. */
  isCrowded(): boolean;
}

export function countPlaces(most: number, freed: () => void): Places {
  const known = new Map<string, string>();
  const held = new Map<string, string>();
  const counts = new Map<string, number>();
  const speaking = new Set<string>();
  const count = (channel: string) => counts.get(channel) ?? 0;
  const add = (channel: string, one: 1 | -1) => counts.set(channel, count(channel) + one);

  return {
    learn(chat, channel) {
      known.set(chat, channel);
      if (known.size > mostKnown) known.delete(known.keys().next().value ?? '');
      const place = held.get(chat);
      if (place === undefined || place === channel) return true;
      add(place, -1);
      add(channel, 1);
      held.set(chat, channel);
      return count(channel) <= most;
    },
    take(chat) {
      const channel = known.get(chat) ?? '';
      if (held.size - speaking.size >= most || count(channel) >= most) return false;
      add(channel, 1);
      held.set(chat, channel);
      return true;
    },
    leave(chat) {
      const channel = held.get(chat);
      if (channel !== undefined) add(channel, -1);
      held.delete(chat);
    },
    async speak(chat, saying) {
      speaking.add(chat);
      freed();
      return saying().finally(() => speaking.delete(chat));
    },
    isCrowded: () => held.size - speaking.size > most,
  };
}

/** Events of one second that can be told apart. More in one second share the last place, which is a tie: shown. */
const room = 1_000_000;

/**
 * Where messages stand in their chat. WhatsApp counts nothing and stamps whole seconds, so a place is the second, and
 * within it the order in which things reached this process:
 *
 *     10:00:07 question acked → 10:00:07 + 3     its mark
 *     10:00:07 "ya" arrives   → 10:00:07 + 4     after the mark: shown, a tie within the second
 *     10:00:06 "25" arrives   → 10:00:06 + 9     stamped earlier, whenever it arrives: not shown
 *     10:00:07 "25" arrived before the ack → 10:00:07 + 2   not shown
 */
export interface Places {
  /** Of a message that arrived from that chat. Seconds, as the server stamped it. */
  arrived(second: number, chat: string): number;
  /** Of a message of ours, as its acknowledgement arrives: never before what has arrived from that chat by now. */
  acked(second: number, chat: string): number;
}

/**
 * `epoch` is the holder's: what reaches a later holder stands after what reached an earlier one in the same second, so that
 * a tie stays one over a restart.
 */
export function countPlaces(epoch: number, now = () => Math.floor(Date.now() / 1000)): Places {
  const begun = now() + 1;
  const base = 1000 + (epoch % 900) * 1000;
  const counts = new Map<number, number>();
  const newest = new Map<string, number>();

  function next(second: number): number {
    const count = Math.min((counts.get(second) ?? (second <= begun ? base : 0)) + 1, room - 1);
    counts.set(second, count);
    // Only the newest seconds and those of a backlog can still get company.
    if (counts.size > 5000) counts.delete(counts.keys().next().value ?? 0);
    return second * room + count;
  }

  return {
    arrived(second, chat) {
      const place = next(second);
      newest.set(chat, Math.max(place, newest.get(chat) ?? 0));
      if (newest.size > 10_000) newest.delete(newest.keys().next().value ?? '');
      return place;
    },
    acked(second, chat) {
      const place = next(second);
      const last = newest.get(chat) ?? 0;
      return last < place ? place : next(Math.floor(last / room));
    },
  };
}

/** `628…:2@s.whatsapp.net` → `628…@s.whatsapp.net` */
export const deviceless = (jid: string | undefined): string => (jid ?? '').replace(/:\d+@/, '@');

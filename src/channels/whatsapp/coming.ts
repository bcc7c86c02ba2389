import type { BinaryNode } from '@whiskeysockets/baileys';

/** How long (ms) a message that arrived, and was never opened, may keep those after it waiting. */
const longest = 15_000;

/**
 * What has arrived and is not opened yet. Baileys opens what waited for us beside what arrives now, and the later may be open first;
 * it is not taken before the earlier one.
 */
export interface Coming {
  expect(stanza: BinaryNode, place: number): void;
  /** It is kept by now, or cannot be read. */
  over(stanza: BinaryNode, place: number): void;
  /** Whether something that this sender wrote before that place is still to come. */
  before(sender: string, place: number): boolean;
}

/** `changed` hears that something which was waited for is over. */
export function watchComing(changed: () => void): Coming {
  const places = new Map<string, Set<number>>();
  const over = (stanza: BinaryNode, place: number) => {
    const sender = deviceless(stanza.attrs.from ?? '');
    const expected = places.get(sender);
    expected?.delete(place);
    if (expected?.size === 0) places.delete(sender);
    changed();
  };
  return {
    expect(stanza, place) {
      const sender = deviceless(stanza.attrs.from ?? '');
      places.set(sender, (places.get(sender) ?? new Set()).add(place));
      setTimeout(() => over(stanza, place), longest).unref();
    },
    over,
    before: (sender, place) =>
      [...(places.get(deviceless(sender)) ?? [])].some((earlier) => earlier < place),
  };
}

/** `628…:2@s.whatsapp.net` → `628…@s.whatsapp.net` */
const deviceless = (jid: string) => jid.replace(/:\d+@/, '@');

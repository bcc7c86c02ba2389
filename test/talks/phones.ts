import type { Address } from '../../src/chat/message.ts';
import type { Character } from './cast.ts';
import type { Heard, Sendable } from './talk.ts';

/** One channel as people have it in their hands. */
export interface Phones {
  /** Where they are reached on this channel, of somebody whom the bot knows from before the talk. */
  addressOf(who: Character): Address | Promise<Address>;
  says(who: Character, text: string): Promise<void>;
  /** The newest button of these words, or the choice typed where the channel has none. Throws where nothing shows them. */
  taps(who: Character, label: string): Promise<void>;
  sends(who: Character, what: Sendable): Promise<void>;
  /** Those of them to whom something may have been said since; without it, everybody has to be asked. */
  withNews?(people: Character[]): Promise<Character[]>;
  /** What the bot said since the last time; waits for so many messages, 45 s at most. */
  hears(who: Character, atLeast: number): Promise<Omit<Heard, 'who'>[]>;
  /** Waits until the bot goes by a clock that was just put elsewhere. */
  seesClock(at: Date): Promise<void>;
}

/** Looks again and again until it is so, or for so many milliseconds: 588 recipients at 22 a second take 27 s. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { within = 45_000, every = 20 }: { within?: number; every?: number } = {},
) {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > within) return false;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  return true;
}

/** As a talk writes the channel's own button for sharing one's number, and the one for the place where one is. */
export const ownNumber = 'nomor' satisfies Sendable;
export const ownPlace = 'lokasi' satisfies Sendable;

/** As a talk writes a photo or document that the bot shows: before the words below it. */
export function shownFile(kind: string | undefined): string {
  if (kind === undefined) return '';
  return kind === 'photo' ? '[foto] ' : '[berkas] ';
}

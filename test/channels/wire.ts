import { vi } from 'vitest';
import type { Channel } from '../../src/chat/channel.ts';
import type { Address, Outgoing } from '../../src/chat/message.ts';

/** The far side of a channel: the network, and the phone of one person on it. */
export interface Wire {
  /** Where that person is reached. They have written to the bot before. */
  person: Address;
  /** The person types something, after what they said before. Resolves once the network has it. */
  says(text: string): Promise<void>;
  /** The person sends a photo, or a document that goes by this name. Resolves once the network has it. */
  sendsFile(kind: 'photo' | 'document', bytes: Uint8Array): Promise<void>;
  /** How the next fetch of a file goes wrong. */
  failsFetch(how: 'throttled' | 'unreachable'): void;
  /** The person taps the newest button with these words. */
  taps(label: string): Promise<void>;
  /** The network delivers its newest event once more, though it was told that it is kept. */
  redelivers(): Promise<void>;
  /** What the phone shows of the bot, oldest first. */
  heard(): Promise<Heard[]>;
  /** How the next send goes wrong. */
  fails(how: 'throttled' | 'gone' | 'unknown'): void;
  /** What the channel told the operator's log. */
  reported(): string[];
  /** What must be in no log, e.g. the token. */
  secrets: string[];
  close(): Promise<void>;
}

export interface Heard {
  /** As the phone shows it, without markup. */
  text: string;
  bold: string[];
  buttons: string[];
  /** The photo or document that it came with, as the phone got it. */
  file?: Uint8Array;
}

export interface Subject {
  wire: Wire;
  /** A channel of its own at each call, over the same network. */
  make(network?: 'up' | 'down'): Channel;
  /** A channel that lacks a setting, or has a wrong one, and what its sentence must name. */
  misconfigured: { channel: Channel; names: RegExp }[];
  /** How long the network asks to wait when `fails('throttled')`: milliseconds. */
  throttledFor: number;
}

/** Everything written to the console or the process's own streams, while a test runs. */
export function spyOnOutput(): string[] {
  const printed: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => void printed.push(parts.join(' ')));
  }
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      printed.push(String(part));
      return true;
    });
  }
  return printed;
}

/** A message of the bot, with what matters here. */
export const said = (message: Partial<Outgoing>): Outgoing => ({
  text: 'Halo.',
  options: [],
  marks: 'numbers',
  ...message,
});

import type { Failure } from '../../chat/channel.ts';

/** What follows from WhatsApp's answer to a message. */
export interface AckFailure {
  failure: Failure;
  /** Milliseconds, with `throttled`. */
  after?: number;
  /** A sign that the account is restricted: nothing is pushed any more until an operator has looked. */
  restricts?: true;
}

/** How long (ms) WhatsApp is left alone after it said that we are too fast; it does not say how long itself. */
export const throttledFor = 30_000;

/**
 * The codes of an `ack` with `error`. The only place that knows them: Baileys 7.0.0-rc14 names 463 and 479
 * (lib/Utils/decode-wa-message.js), the others are HTTP's own, as WhatsApp uses them in its stanzas.
 */
const codes: Record<string, AckFailure> = {
  '401': { failure: 'refused', restricts: true },
  '403': { failure: 'refused', restricts: true },
  '404': { failure: 'gone' },
  '410': { failure: 'gone' },
  '429': { failure: 'throttled', after: throttledFor },
  // The account may not begin conversations. Trying again counts as another attempt and makes it worse.
  '463': { failure: 'refused', restricts: true },
  // The stanza was not taken, mostly because a phone has changed its devices: right with fresh sessions.
  '479': { failure: 'unreachable' },
  '500': { failure: 'unreachable' },
  '503': { failure: 'throttled', after: throttledFor },
};

export const ackFailure = (code: string): AckFailure => codes[code] ?? { failure: 'refused' };

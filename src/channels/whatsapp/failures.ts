import type { Failure, Sent } from '../../chat/channel.ts';

/** What follows from WhatsApp's answer to a message. */
export interface AckFailure {
  failure: Failure;
  /** Milliseconds, with `throttled`. */
  after?: number;
  /** A sign that the account is restricted: nothing is pushed any more until an operator has looked. */
  restricts?: true;
  /** It does not fit the phone's devices as we know them: right once they are asked for anew. */
  unfit?: true;
}

const hour = 3600_000;

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
  // The stanza was not taken, mostly because a phone has changed its devices.
  '479': { failure: 'unreachable', unfit: true },
  '500': { failure: 'unreachable' },
  '503': { failure: 'throttled', after: throttledFor },
};

export const ackFailure = (code: string): AckFailure => codes[code] ?? { failure: 'refused' };

/** A notice that a sign of restriction met waits until an operator has looked; the governor holds it from the next try on. */
export function heldBy({ failure, after, restricts }: AckFailure, isPush: boolean): Sent {
  if (restricts && isPush) return { ok: false, failure: 'throttled', after: hour };
  return { ok: false, failure, ...(after === undefined ? {} : { after }) };
}

/** How long (ms) a phone's new devices get to be known to WhatsApp, by how often they were not. */
const unfitWaits = [5000, 30_000];

/** After more tries than that nobody knows whether it will ever fit; it was not refused for good. */
export function afterUnfit(times: number): Sent {
  const after = unfitWaits[times - 1];
  return after === undefined
    ? { ok: false, failure: 'unknown' }
    : { ok: false, failure: 'unreachable', after };
}

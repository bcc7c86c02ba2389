/** What goes wrong, and how often. Everything is off until a test turns it on. */
export interface Faults {
  /** Share of messages that the phone sends twice: the same id, sealed anew. */
  duplicate: number;
  /** Share of messages that the server sends twice: the same bytes. */
  replay: number;
  /** So many messages of the bot are taken and shown, and then the socket is reset instead of an answer. */
  acceptThenDrop: number;
  /** So many messages of the bot are dropped with the socket before anybody sees them. */
  dropBefore: number;
  /** So many messages of the bot are taken and shown, and nothing is ever answered. */
  acceptInSilence: number;
  /** Codes with which the next messages of the bot are refused. */
  refuse: string[];
  /** Milliseconds that the server takes with a message of the bot. */
  delay: number;
  /** Chance, 0 to 1: a test that wants the same course again hands in its own. */
  chance: () => number;
}

export const noFaults = (): Faults => ({
  duplicate: 0,
  replay: 0,
  acceptThenDrop: 0,
  dropBefore: 0,
  acceptInSilence: 0,
  refuse: [],
  delay: 0,
  chance: Math.random,
});

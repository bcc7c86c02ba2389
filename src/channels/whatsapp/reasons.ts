/** What a connection that ended means: what the operator reads, and what the channel does. */
export interface Reason {
  /** For metrics, and for the records where it is told to all processes: one of few words, each with its own meaning. */
  name: string;
  detail: string;
  /**
   * again: connects anew · wait: until the lease is free · stop: only an operator can help, whichever process · unpair: the link
   * is gone, its keys are deleted
   */
  next: 'again' | 'wait' | 'stop' | 'unpair';
}

const pairAgain = 'link it again with: npm run cli -- whatsapp pair';
const resume = 'then: npm run cli -- whatsapp resume';

const banned: Reason = {
  name: 'banned',
  detail: `WhatsApp has locked or banned this number: see docs/operating.md, "When WhatsApp restricts the number". No process tries any more; if that is ever lifted, ${resume}`,
  next: 'stop',
};
const outdated: Reason = {
  name: 'outdated',
  detail: `WhatsApp does not accept this version of Baileys any more: update the bot, ${resume}`,
  next: 'stop',
};

/**
 * By the status of Baileys' error (`DisconnectReason`, and `reason` of a `failure` stanza). Baileys names neither 406 nor 409: in
 * WhatsApp's own web client they are a banned number and a client that is not accepted, and 403 is a locked one.
 */
const reasons: Record<number, Reason> = {
  401: {
    name: 'unlinked',
    detail: `WhatsApp: this installation was unlinked on the phone, or from here, or never finished linking; ${pairAgain}`,
    next: 'unpair',
  },
  402: {
    name: 'suspended',
    detail: `WhatsApp has closed this number for a while: see docs/operating.md, "When WhatsApp restricts the number". Wait until the phone says that it may be used, ${resume}`,
    next: 'stop',
  },
  403: banned,
  405: outdated,
  406: banned,
  409: outdated,
  411: {
    name: 'no-devices',
    detail: `WhatsApp: the phone does not allow linked devices; allow them there, ${resume}`,
    next: 'stop',
  },
  440: {
    name: 'replaced',
    detail: `WhatsApp: another installation has taken this link over. Stop that one, or unlink this one; ${resume}`,
    next: 'stop',
  },
  500: {
    name: 'refused',
    detail: 'WhatsApp refused the connection: trying again, every 30 seconds at the latest.',
    next: 'again',
  },
  503: {
    name: 'unavailable',
    detail: 'WhatsApp says that it is not available: trying again, every 30 seconds at the latest.',
    next: 'again',
  },
  515: {
    name: 'restart',
    detail: 'WhatsApp asks to connect anew, as it does after linking: connecting.',
    next: 'again',
  },
};

/** Another process on these records holds the connection by now: this one waits until it is its turn again. */
export const overtaken: Reason = {
  name: 'overtaken',
  detail: 'WhatsApp: another process of this installation has taken the connection over.',
  next: 'wait',
};

const lost: Reason = {
  name: 'lost',
  detail: 'WhatsApp cannot be reached: trying again, every 30 seconds at the latest.',
  next: 'again',
};

/** A status that nobody here knows is told, for whoever looks it up. */
export function reasonOf(status: number | undefined): Reason {
  const known = reasons[status ?? 0];
  if (known || status === undefined || status === 408 || status === 428) return known ?? lost;
  const detail = `WhatsApp cannot be reached (${status}): trying again, every 30 seconds at the latest.`;
  return { ...lost, detail };
}
/** Why no process connects, as the records name it. */
export const stoppedBy = (name: string): string =>
  Object.values(reasons).find((reason) => reason.name === name)?.detail ?? unpaired;
/** The connection asked for to be made again has no fault in it. */
export const isRestart = ({ name }: Reason) => name === 'restart';

export const unpaired: string = `WhatsApp is not linked to a phone yet; ${pairAgain}`;

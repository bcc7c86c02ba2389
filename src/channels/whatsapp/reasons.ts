/** What a connection that ended means: what the operator reads, and what the channel does. */
export interface Reason {
  /** For metrics: one of few words. */
  name: string;
  detail: string;
  /** again: connects anew · stop: only an operator can help · unpair: the link is gone, its keys are deleted */
  next: 'again' | 'stop' | 'unpair';
}

const pairAgain = 'link it again with: npm run cli -- whatsapp pair';

/** By the status of Baileys' error (`DisconnectReason`, and `reason` of a `failure` stanza). */
const reasons: Record<number, Reason> = {
  401: {
    name: 'unlinked',
    detail: `WhatsApp: this installation was unlinked on the phone, or never finished linking; ${pairAgain}`,
    next: 'unpair',
  },
  402: {
    name: 'banned',
    detail:
      'WhatsApp has closed this number for a while: see docs/operating.md, "When WhatsApp restricts the number". Start again when the phone says that it may be used.',
    next: 'stop',
  },
  403: {
    name: 'banned',
    detail:
      'WhatsApp has banned this number: see docs/operating.md, "When WhatsApp restricts the number". Nothing is tried any more.',
    next: 'stop',
  },
  405: {
    name: 'outdated',
    detail: 'WhatsApp does not accept this version of Baileys any more: update the bot.',
    next: 'stop',
  },
  411: {
    name: 'no-devices',
    detail: `WhatsApp: the phone does not allow linked devices; allow them there, then ${pairAgain}`,
    next: 'stop',
  },
  440: {
    name: 'replaced',
    detail:
      'WhatsApp: another installation has taken this link over. Stop that one, or unlink this one; then start again.',
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

const lost: Reason = {
  name: 'lost',
  detail: 'WhatsApp cannot be reached: trying again, every 30 seconds at the latest.',
  next: 'again',
};

export const reasonOf = (status: number | undefined): Reason => reasons[status ?? 0] ?? lost;
/** The connection asked for to be made again has no fault in it. */
export const isRestart = ({ name }: Reason) => name === 'restart';

export const unpaired: string = `WhatsApp is not linked to a phone yet; ${pairAgain}`;

import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Baileys, Socket } from './library.ts';
import { deviceless } from './places.ts';
import { awaitedName, padded } from './resent.ts';
import { type At, isEncrypted, type KeptMessage } from './safe-signal.ts';
import type { Journal } from './store.ts';

export interface UnsealedSettings {
  baileys: Baileys;
  sock: Socket;
  journal: Journal;
  /** Our own addresses. */
  me: { id: string; lid?: string | undefined };
  /** Whether an address is no person who writes to the bot. */
  isNobody(jid: string): boolean;
  placeOf(seconds: number, chat: string): number;
  /** Something new stands in the journal. */
  kept(): void;
  /** It could not be kept: nothing may be acknowledged any more. */
  lost(): void;
  at?: At | undefined;
}

type Listener = (stanza: BinaryNode) => void;
interface Wire {
  listeners(event: string): Listener[];
  removeAllListeners(event: string): void;
  on(event: string, listener: Listener): void;
}

/**
 * What is never encrypted, and so not kept where it is decrypted: messages of which a linked device gets no more than that there
 * was one, such as photos to be seen once, calls, and what a foreign server sends in the clear. Baileys acknowledges these as it hears of them: it
 * hears of each once it is kept. To be called at once after the socket is made, before anybody else listens.
 */
export function keepUnsealed(settings: UnsealedSettings): void {
  const { baileys, sock } = settings;
  const line: Line = { waiting: 0, end: Promise.resolve() };
  keptFirst(settings, line, 'CB:message', (stanza) => messageIn(settings, stanza));
  keptFirst(settings, line, 'CB:call', (stanza) => callIn(baileys, stanza));
  sock.ev.on('call', (calls) => {
    for (const { id, from, status, isGroup } of calls) {
      if (status === 'offer' && !isGroup) void sock.rejectCall(id, from).catch(() => {});
    }
  });
}

interface Unsealed {
  /** The same at every redelivery. */
  name: string;
  message: KeptMessage;
}

/** What arrived after something that is being kept stays behind it. */
interface Line {
  waiting: number;
  end: Promise<void>;
}

function keptFirst(
  { baileys, sock, journal, isNobody, placeOf, kept, lost, at }: UnsealedSettings,
  line: Line,
  event: string,
  read: (stanza: BinaryNode) => Unsealed | undefined,
): void {
  const wire = sock.ws as unknown as Wire;
  const own = wire.listeners(event);
  wire.removeAllListeners(event);
  const inLine = (work: () => Promise<void> | void) => {
    line.waiting++;
    line.end = line.end
      .then(work)
      .catch(lost)
      .finally(() => line.waiting--);
  };
  wire.on(event, (stanza) => {
    const handOn = () => {
      for (const listener of own) listener(stanza);
    };
    const found = isNobody(stanza.attrs.from ?? '') ? undefined : read(stanza);
    if (!found) return line.waiting > 0 ? inLine(handOn) : handOn();
    const { name, message } = found;
    const place = placeOf(message.stamp, deviceless(message.key.remoteJid ?? ''));
    const body = JSON.stringify(message, baileys.BufferJSON.replacer);
    at?.('before clear');
    inLine(async () => {
      await journal.add({ name, body, place });
      at?.('after clear');
      kept();
      handOn();
    });
  });
}

/**
 * Of some messages a linked device gets no more than that there was one, e.g. of the first after a tap on an advertisement. Baileys
 * asks the own phone for it after two seconds, and waits for eight.
 */
const phoneTakes = 12_000;
/** Those for which the phone is not asked. */
const neverResent = /^(?:view_once|bot_unavailable|hosted_unavailable)/;

const childrenOf = ({ content }: BinaryNode): BinaryNode[] =>
  Array.isArray(content) ? content : [];
const stampOf = ({ attrs }: BinaryNode): number => Number(attrs.t) || Math.floor(Date.now() / 1000);

function messageIn({ baileys, me }: UnsealedSettings, stanza: BinaryNode): Unsealed | undefined {
  if (isEncrypted(stanza)) return undefined;
  const parts = childrenOf(stanza);
  const unavailable = parts.find(({ tag }) => tag === 'unavailable');
  const clear = parts.find(({ tag }) => tag === 'plaintext')?.content;
  const isClear = clear instanceof Uint8Array;
  if (!unavailable && !isClear) return undefined;
  const isViewOnce = neverResent.test(unavailable?.attrs.type ?? '');
  const isAwaited = !isClear && !isViewOnce;
  const { fullMessage } = baileys.decodeMessageNode(stanza, me.id, me.lid ?? '');
  const { from, participant = '', id = '' } = stanza.attrs;
  return {
    name: isAwaited ? awaitedName(id) : `clear ${from} ${participant} ${id}`,
    message: {
      key: { ...(fullMessage.key as KeptMessage['key']), isViewOnce },
      pushName: fullMessage.pushName ?? undefined,
      stamp: stampOf(stanza),
      plain: isClear ? padded(clear) : Buffer.alloc(0),
      ...(isAwaited && { awaitedUntil: Date.now() + phoneTakes }),
    },
  };
}

/** The offer of a call to us alone. It is read as a voice note is: nobody here can listen. */
function callIn({ proto }: Baileys, stanza: BinaryNode): Unsealed | undefined {
  const [offer] = childrenOf(stanza);
  if (!offer || !/^offer(_notice)?$/.test(offer.tag)) return undefined;
  const { attrs } = offer;
  if (attrs.type === 'group' || attrs['group-jid']) return undefined;
  const from = attrs.from || attrs['call-creator'];
  const id = attrs['call-id'];
  if (!from || !id) return undefined;
  return {
    name: `call ${from} ${id}`,
    message: {
      key: {
        remoteJid: from,
        id: `call-${id}`,
        isCall: true,
        ...(attrs.caller_pn && { remoteJidAlt: attrs.caller_pn }),
      },
      pushName: undefined,
      stamp: stampOf(stanza),
      plain: padded(proto.Message.encode({ callLogMesssage: {} }).finish()),
    },
  };
}

import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Baileys, Socket } from './library.ts';
import { deviceless } from './places.ts';
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
 * What is never encrypted, and so not kept where it is decrypted: photos to be seen once, of which a linked device gets no more than
 * that there was one, calls, and what a foreign server sends in the clear. Baileys acknowledges these as it hears of them: it
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

const childrenOf = ({ content }: BinaryNode): BinaryNode[] =>
  Array.isArray(content) ? content : [];
const stampOf = ({ attrs }: BinaryNode): number => Number(attrs.t) || Math.floor(Date.now() / 1000);
/** With the padding of one byte that `decoded` takes away. */
const padded = (message: Uint8Array) => Buffer.concat([message, Buffer.from([1])]);

function messageIn({ baileys, me }: UnsealedSettings, stanza: BinaryNode): Unsealed | undefined {
  if (isEncrypted(stanza)) return undefined;
  const parts = childrenOf(stanza);
  const isViewOnce = parts.some(
    ({ tag, attrs }) => tag === 'unavailable' && attrs.type?.startsWith('view_once'),
  );
  const clear = parts.find(({ tag }) => tag === 'plaintext')?.content;
  if (!isViewOnce && !(clear instanceof Uint8Array)) return undefined;
  const { fullMessage } = baileys.decodeMessageNode(stanza, me.id, me.lid ?? '');
  return {
    name: `clear ${stanza.attrs.from} ${stanza.attrs.participant ?? ''} ${stanza.attrs.id}`,
    message: {
      key: { ...(fullMessage.key as KeptMessage['key']), isViewOnce },
      pushName: fullMessage.pushName ?? undefined,
      stamp: stampOf(stanza),
      plain: clear instanceof Uint8Array ? padded(clear) : Buffer.alloc(0),
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
        ...(attrs.caller_pn && { remoteJidAlt: attrs.caller_pn }),
      },
      pushName: undefined,
      stamp: stampOf(stanza),
      plain: padded(proto.Message.encode({ callLogMesssage: {} }).finish()),
    },
  };
}

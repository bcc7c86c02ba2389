import type { AnyMessageContent, BinaryNode, proto } from '@whiskeysockets/baileys';
import { type Acks, listenForAcks } from './acks.ts';
import type { AckFailure } from './failures.ts';
import { openAuth } from './keys.ts';
import type { Library, Socket } from './library.ts';
import { countPlaces, deviceless } from './places.ts';
import { putSessionsBack } from './put-back.ts';
import { hush, silence } from './quiet.ts';
import { type At, safeSignal } from './safe-signal.ts';
import type { AccountState, WhatsappStore } from './store.ts';
import { keepUnsealed } from './unsealed.ts';
import { uploader } from './upload.ts';

export interface ConnectionSettings {
  library: Library;
  store: WhatsappStore;
  /** `WHATSAPP_SOCKET_URL`: another server than WhatsApp's own. */
  url?: string | undefined;
  /** A message, as Baileys wants it for a phone that could not read it: of the person of that address alone. */
  getMessage(id: string, jid: string): Promise<proto.IMessage | undefined>;
  /** Something new stands in the journal. */
  kept(): void;
  /** The text of a QR code to be scanned. */
  qr?: ((text: string) => void) | undefined;
  opened(connection: Connection): void;
  refused(code: string, failure: AckFailure): void;
  at?: At | undefined;
}

/** One connection to WhatsApp, from its beginning to its end. */
export interface Connection {
  sock: Socket;
  acks: Acks;
  /**
   * Makes a message ready, with its file uploaded, and gives what writes it to the server; whether it got there, `acks` tell.
   * Throws `NeverSent` where it cannot be made. `fresh`: what is known of the person's devices is asked for anew.
   */
  prepare(
    jid: string,
    content: AnyMessageContent,
    how: { id: string; fresh?: boolean },
  ): Promise<() => Promise<void>>;
  isOpen(): boolean;
  /** Resolves once it has ended, with the status of the error that ended it, when all credentials are kept. */
  ended: Promise<number | undefined>;
  end(): void;
}

/** Addresses that are no person who writes to the bot: Baileys acknowledges what comes from there, and drops it. */
const isNobody = (jid: string): boolean =>
  /@(?:g\.us|broadcast|newsletter|call|bot)$/.test(jid) ||
  /^(?:0|16505361212|13135550002)@/.test(jid);

/** A sign that WhatsApp restricts the number, though no message was refused. */
const restriction: AckFailure = { failure: 'refused', restricts: true };

/** Thrown where nothing of a message was written: it certainly did not go out. */
export class NeverSent extends Error {}

/** Takes the account over and connects. What it sets up is Baileys' public options, and a mend of libsignal at run time. */
export function connect(settings: ConnectionSettings, taken: AccountState): Connection {
  const { library, store, url, at } = settings;
  const { baileys, libsignal } = library;
  hush();
  putSessionsBack(libsignal);
  const places = countPlaces(taken.epoch);
  const end = () => void sock.end(undefined);
  const auth = openAuth(baileys, watched(store, settings.kept), taken, end);
  const signal = safeSignal(baileys, auth.state, {
    placeOf: ({ attrs }) =>
      places.arrived(Number(attrs.t) || Math.floor(Date.now() / 1000), deviceless(attrs.from)),
    at,
  });
  const sock = baileys.makeWASocket({
    auth: auth.state,
    logger: silence as never,
    ...(url === undefined ? {} : { waWebSocketUrl: url }),
    markOnlineOnConnect: false,
    syncFullHistory: false,
    shouldSyncHistoryMessage: () => false,
    shouldIgnoreJid: isNobody,
    generateHighQualityLinkPreview: false,
    makeSignalRepository: signal.makeSignalRepository,
    // A write that fails ends the connection, so that nothing is receipted; it is not tried again by a dead one.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    getMessage: async ({ id, remoteJid }) =>
      id && remoteJid ? settings.getMessage(id, baileys.jidNormalizedUser(remoteJid)) : undefined,
  });
  keepUnsealed({
    baileys,
    sock,
    journal: store.journal,
    me: { id: auth.state.creds.me?.id ?? '', lid: auth.state.creds.me?.lid },
    isNobody,
    placeOf: places.arrived,
    kept: settings.kept,
    lost: end,
    at,
  });
  signal.watch(sock);
  const acks = listenForAcks(store.sent, places, settings.refused);
  const wire = sock.ws as unknown as {
    on(event: string, listener: (node: BinaryNode) => void): void;
  };
  wire.on('CB:ack,class:message', acks.heard);

  const ended = new Promise<number | undefined>((resolve) => {
    sock.ev.on('connection.update', ({ connection, qr, lastDisconnect, reachoutTimeLock }) => {
      if (qr) settings.qr?.(qr);
      if (reachoutTimeLock?.isActive) settings.refused('reachout', restriction);
      if (connection === 'open') settings.opened(made);
      if (connection !== 'close') return;
      acks.close();
      const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined;
      void auth.saved().then(() => resolve(error?.output?.statusCode));
    });
  });
  sock.ev.on('creds.update', () => auth.saveCreds());
  sock.ev.on('message-capping.update', ({ capping_status: status }) => {
    if (status && status !== 'NONE') settings.refused('capping', restriction);
  });
  sock.ev.on('lid-mapping.update', ({ lid, pn }) => {
    const mapping = { lid: baileys.jidNormalizedUser(lid), pn: baileys.jidNormalizedUser(pn) };
    const today = new Date().toISOString().slice(0, 10);
    const name = `mapping ${mapping.lid} ${mapping.pn} ${today}`;
    void store.journal
      .add({ name, body: JSON.stringify({ mapping }), place: 0 })
      .then(settings.kept, () => {});
  });
  sock.ev.on('messages.update', (updates) => {
    for (const { key, update } of updates) {
      if (!key.id || !key.fromMe) continue;
      if (update.status === 3) acks.seen(key.id, 'delivered');
      if (update.status === 4 || update.status === 5) acks.seen(key.id, 'read');
    }
  });
  const upload = uploader(sock, url);
  const prepare: Connection['prepare'] = async (jid, content, { id: messageId, fresh = false }) => {
    const userJid = auth.state.creds.me?.id ?? '';
    const options = { userJid, upload, messageId, logger: silence as never };
    const message = await baileys
      .generateWAMessage(jid, content, options)
      .then((whole) => whole.message)
      .catch(() => undefined);
    if (!message) throw new NeverSent('A message for WhatsApp could not be made.');
    const bytes = baileys.proto.Message.encode(message).finish();
    await store.sent.relays(messageId, bytes).catch(() => {
      throw new NeverSent('A message for WhatsApp could not be kept.');
    });
    return async () => {
      // Baileys itself asks for a person's devices once, and sends to those that it remembers.
      if (fresh) await sock.getUSyncDevices([jid], false, false).catch(() => []);
      if (fresh) await sock.assertSessions([jid], true).catch(() => false);
      await sock.relayMessage(jid, message, { messageId });
    };
  };
  const made: Connection = { sock, acks, prepare, isOpen: () => sock.ws.isOpen, ended, end };
  return made;
}

/** The inbox hears of what was kept once it is: Baileys tells of it later, or, just after pairing, 20 seconds later. */
function watched(store: WhatsappStore, kept: () => void): WhatsappStore {
  const keys = {
    ...store.keys,
    async write(epoch: number, change: Parameters<WhatsappStore['keys']['write']>[1]) {
      await store.keys.write(epoch, change);
      if (change.kept.length > 0) kept();
    },
  };
  return { ...store, keys };
}

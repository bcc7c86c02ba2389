import { createRequire } from 'node:module';
import {
  Curve,
  encodeBigEndian,
  encodeWAMessage,
  generateSignalPubKey,
  proto,
  signedKeyPair,
  unpadRandomMax16,
} from '@whiskeysockets/baileys';
import { putSessionsBack } from '../../../src/channels/whatsapp/put-back.ts';
import { hush } from '../../../src/channels/whatsapp/quiet.ts';
import { bytes, child, digits, type Node, node, number } from './nodes.ts';

/** libsignal has no types of its own; this is what a phone needs of it. */
interface LibSignal {
  ProtocolAddress: new (name: string, device: number) => { toString(): string };
  SessionBuilder: new (
    store: object,
    address: object,
  ) => { initOutgoing(keys: DeviceKeys): Promise<void> };
  SessionCipher: {
    new (
      store: object,
      address: object,
    ): {
      encrypt(data: Uint8Array): Promise<{ type: number; body: string }>;
      decryptPreKeyWhisperMessage(data: Uint8Array): Promise<Uint8Array>;
      decryptWhisperMessage(data: Uint8Array): Promise<Uint8Array>;
    };
    prototype: never;
  };
  SessionRecord: { deserialize(data: unknown): { haveOpenSession(): boolean } };
}

const here = createRequire(import.meta.url);
const libsignal = createRequire(here.resolve('@whiskeysockets/baileys'))('libsignal') as LibSignal;
const { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } = libsignal;
// As phones do; and nobody wants to read sessions among the results of tests.
putSessionsBack(libsignal);
hush();

interface PublicKey {
  keyId: number;
  publicKey: Uint8Array;
  signature?: Uint8Array;
}

/** What a device lets others know of its keys, as libsignal wants it. */
export interface DeviceKeys {
  registrationId: number;
  identityKey: Uint8Array;
  signedPreKey: PublicKey;
  preKey?: PublicKey | undefined;
}

/** From an upload of pre-keys, or a retry receipt. */
export function publicKeys(registration: Node | undefined, of: Node, keys: Node[]) {
  const read = (one: Node | undefined): PublicKey => {
    const signature = child(one, 'signature');
    return {
      keyId: number(child(one, 'id')),
      publicKey: generateSignalPubKey(bytes(child(one, 'value'))),
      ...(signature && { signature: bytes(signature) }),
    };
  };
  return {
    registrationId: number(registration),
    identityKey: generateSignalPubKey(bytes(child(of, 'identity'))),
    signedPreKey: read(child(of, 'skey')),
    preKeys: keys.map(read),
  };
}

/** The Signal keys and sessions of one phone: it reads what the bot sends, and seals what its owner writes. */
export class Phone {
  identity = Curve.generateKeyPair();
  #signed = signedKeyPair(this.identity, 1);
  #once = Curve.generateKeyPair();
  #sessions = new Map<string, unknown>();
  // A copy each time: libsignal changes a session before it knows whether the message belongs to it.
  #store = {
    loadSession: (id: string) =>
      this.#sessions.has(id) ? SessionRecord.deserialize(this.#sessions.get(id)) : undefined,
    storeSession: (id: string, session: { serialize(): unknown }) =>
      void this.#sessions.set(id, structuredClone(session.serialize())),
    isTrustedIdentity: () => true,
    loadPreKey: () => pair(this.#once),
    removePreKey() {},
    loadSignedPreKey: () => pair(this.#signed.keyPair),
    getOurRegistrationId: () => 1,
    getOurIdentity: () => pair(this.identity),
  };

  /** What the server gives to whoever wants to write to this phone. */
  bundle(jid: string): Node {
    const key = (tag: string, id: number, value: Uint8Array, more: Node[] = []) =>
      node(tag, {}, [
        node('id', {}, encodeBigEndian(id, 3)),
        node('value', {}, Buffer.from(value)),
        ...more,
      ]);
    return node('user', { jid }, [
      node('registration', {}, encodeBigEndian(1, 4)),
      node('type', {}, Buffer.from([5])),
      node('identity', {}, Buffer.from(this.identity.public)),
      key('skey', 1, this.#signed.keyPair.public, [
        node('signature', {}, Buffer.from(this.#signed.signature)),
      ]),
      key('key', 1, this.#once.public),
    ]);
  }

  async open(type: string | undefined, data: Uint8Array, from: string): Promise<proto.Message> {
    const cipher = new SessionCipher(this.#store, new ProtocolAddress(digits(from), 1));
    const plain = await (type === 'pkmsg'
      ? cipher.decryptPreKeyWhisperMessage(data)
      : cipher.decryptWhisperMessage(data));
    return proto.Message.decode(unpadRandomMax16(plain));
  }

  /** pkmsg until the bot has answered, then msg. `take` gives the bot's keys, one of its pre-keys used up, if a session must be opened. */
  async seal(
    message: proto.IMessage,
    to: string,
    take: () => Promise<DeviceKeys>,
    attrs: Record<string, string> = {},
  ): Promise<Node> {
    const address = new ProtocolAddress(digits(to), 1);
    const isOpen = this.#store.loadSession(address.toString())?.haveOpenSession();
    if (!isOpen) await this.begin(await take(), to);
    const sealed = await new SessionCipher(this.#store, address).encrypt(encodeWAMessage(message));
    const type = sealed.type === 3 ? 'pkmsg' : 'msg';
    return node('enc', { v: '2', type, ...attrs }, Buffer.from(sealed.body, 'binary'));
  }

  begin(keys: DeviceKeys, to: string): Promise<void> {
    return new SessionBuilder(this.#store, new ProtocolAddress(digits(to), 1)).initOutgoing(keys);
  }

  forgetSessions(): void {
    this.#sessions.clear();
  }

  /** A new telephone, or WhatsApp installed anew: other keys, and none of the old sessions. */
  replaceKeys(): void {
    this.identity = Curve.generateKeyPair();
    this.#signed = signedKeyPair(this.identity, 1);
    this.#once = Curve.generateKeyPair();
    this.#sessions.clear();
  }
}

const pair = (keys: { private: Uint8Array; public: Uint8Array }) => ({
  privKey: Buffer.from(keys.private),
  pubKey: Buffer.from(generateSignalPubKey(keys.public)),
});

import { EventEmitter, once } from 'node:events';
import {
  type AuthenticationCreds,
  BufferJSON,
  Curve,
  generateSignalPubKey,
  hmacSign,
  initAuthCreds,
  proto,
} from '@whiskeysockets/baileys';
import { bytes, child, children, type Node, node, seconds, server } from './nodes.ts';
import type { Session } from './session.ts';
import { type DeviceKeys, Phone, publicKeys } from './signal.ts';

type Keys = ReturnType<typeof publicKeys>;

/** The bot as a linked device of its owner's phone: who signed it, and which keys it has published. */
export class Link {
  linked = false;
  readonly owner = new Phone();
  readonly #number: string;
  #keys: Keys | undefined;
  readonly #news = new EventEmitter();
  #ids = 0;

  constructor(number: string) {
    this.#number = number;
  }

  get device() {
    return { jid: `${this.#number}:1@${server}`, lid: `8${this.#number}:1@lid` };
  }
  get preKeys(): number {
    return this.#keys?.preKeys.length ?? 0;
  }

  /** Credentials of an installation that is linked already, as JSON. */
  credentials(): string {
    const fresh = initAuthCreds();
    const { signedIdentityKey, signedPreKey, registrationId } = fresh;
    this.#keys = {
      registrationId,
      identityKey: generateSignalPubKey(signedIdentityKey.public),
      preKeys: [],
      signedPreKey: {
        keyId: signedPreKey.keyId,
        publicKey: generateSignalPubKey(signedPreKey.keyPair.public),
        signature: signedPreKey.signature,
      },
    };
    this.linked = true;
    const { jid, lid } = this.device;
    const creds: AuthenticationCreds = {
      ...fresh,
      account: this.#account(signedIdentityKey.public),
      registered: true,
      // Else Baileys waits 20 s for a history that does not come.
      accountSyncCounter: 1,
      me: { id: jid, name: 'Bot', lid },
    };
    return JSON.stringify(creds, BufferJSON.replacer);
  }

  /** The owner's phone signs the identity key of the bot, its linked device. */
  #account(identity: Uint8Array) {
    const { identity: owner } = this.owner;
    const device = { rawId: 1, timestamp: Number(seconds()), keyIndex: 1 };
    const details = proto.ADVDeviceIdentity.encode(device).finish();
    const signed = Buffer.concat([Buffer.from([6, 0]), details, identity]);
    return {
      details,
      accountSignatureKey: owner.public,
      accountSignature: Curve.sign(owner.private, signed),
    };
  }

  /** What the owner's phone does with the text of a QR code. */
  scan(qr: string, session: Session): void {
    const [, , identity, secret] = (qr.split('#').at(-1) ?? '')
      .split(',')
      .map((part) => Buffer.from(part, 'base64'));
    if (!identity || !secret) throw new Error('That is no QR code of WhatsApp.');
    const details = proto.ADVSignedDeviceIdentity.encode(this.#account(identity)).finish();
    const signed = { details, hmac: hmacSign(details, secret) };
    const content = Buffer.from(proto.ADVSignedDeviceIdentityHMAC.encode(signed).finish());
    const id = `pair${++this.#ids}`;
    session.send(
      node('iq', { from: server, type: 'set', id, t: seconds() }, [
        node('pair-success', {}, [
          node('device-identity', {}, content),
          node('device', this.device),
          node('platform', { name: 'android' }),
        ]),
      ]),
    );
    this.linked = true;
  }

  /** The bot uploads keys for those who want to write to it. */
  publish(upload: Node): void {
    const list = child(upload, 'list');
    const found = publicKeys(child(upload, 'registration'), upload, list ? children(list) : []);
    this.#keys = { ...found, preKeys: [...(this.#keys?.preKeys ?? []), ...found.preKeys] };
    if (bytes(child(upload, 'identity')).length > 0) this.#news.emit('keys');
  }

  /** For a new session, once the bot has published any: one of its pre-keys is used up, or none is left. */
  async take(): Promise<DeviceKeys> {
    if (!this.#keys) await once(this.#news, 'keys');
    if (!this.#keys) throw new Error('The bot has published no keys.');
    const preKey = this.#keys.preKeys.shift();
    return { ...this.#keys, preKey };
  }
}

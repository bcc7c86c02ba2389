import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  decodeBinaryNode,
  encodeBinaryNode,
  hkdf,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys';
import type { Node } from './nodes.ts';

const empty = Buffer.alloc(0);

/** The certificate chain of the real server, as any client gets it: Baileys checks its signatures, not that the key is ours. */
const certificates = Buffer.from(
  'CncKMwjjAhADGiCRKg7Kg1iu4CSulwLBaxX51Tefw6VXGgZqcr5OEbXIRiDQ04bOBijQjZ/TBhJA34Bj82jAHhLpCWBNVBlGnFDieamd8+138S57uMt9ke9mrn5r4+VepwBPKEgHjob6bR70rlCmWDkxZv+CfVjIAxJ2CjIIAxAAGiAcUamsMDmUxsjQuS6hh4pTNHZZnMWZ++o1mX2aqQzOYiCAka6+Bij/3rfcBhJAJw8pRkhTn+1IcOJQVN1OlZg6uikYnCumyO7acFVVX3U3QPXsGSq2TCbCbWrebSC593Su43EgprIDlfU8ZgWFBw==',
  'base64',
);

export function frame(data: Uint8Array): Buffer {
  const { length } = data;
  return Buffer.concat([Buffer.from([length >> 16, (length >> 8) & 255, length & 255]), data]);
}

function nonce(count: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(count, 8);
  return iv;
}

/** The server's side of the Noise XX handshake, then of the encrypted stream. */
export class Noise {
  #hash: Buffer = Buffer.from(NOISE_MODE);
  #salt: Buffer = this.#hash;
  #key: Buffer = this.#hash;
  #count = 0;
  #rest: Buffer = empty;
  #started = false;
  #ephemeral = Curve.generateKeyPair();
  #stream: { read: Buffer; write: Buffer; reads: number; writes: number } | undefined;

  constructor() {
    this.#mixHash(NOISE_WA_HEADER);
  }

  get ready(): boolean {
    return this.#stream !== undefined;
  }

  hello({ ephemeral }: proto.HandshakeMessage.IClientHello): Buffer {
    if (!ephemeral) throw new Error('A client says hello without a key.');
    const fixed = Curve.generateKeyPair();
    this.#mixHash(ephemeral);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, ephemeral));
    const key = this.#seal(fixed.public);
    this.#mixKey(Curve.sharedKey(fixed.private, ephemeral));
    const payload = this.#seal(certificates);
    const serverHello = { ephemeral: this.#ephemeral.public, static: key, payload };
    return frame(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  finish(message: proto.HandshakeMessage.IClientFinish): proto.ClientPayload {
    const fixed = this.#unseal(message.static ?? empty);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, fixed));
    const payload = proto.ClientPayload.decode(this.#unseal(message.payload ?? empty));
    const [read, write] = this.#derive(empty);
    this.#stream = { read, write, reads: 0, writes: 0 };
    return payload;
  }

  encode(stanza: Node): Buffer {
    if (!this.#stream) throw new Error('The handshake is not over.');
    const { write } = this.#stream;
    return frame(
      aesEncryptGCM(encodeBinaryNode(stanza), write, nonce(this.#stream.writes++), empty),
    );
  }

  decode(data: Buffer): Promise<Node> {
    if (!this.#stream) throw new Error('The handshake is not over.');
    const { read } = this.#stream;
    return decodeBinaryNode(aesDecryptGCM(data, read, nonce(this.#stream.reads++), empty));
  }

  /** Whole frames, of whatever pieces they came in. */
  *frames(data: Buffer): Generator<Buffer> {
    const begun = this.#started ? 0 : data.indexOf(NOISE_WA_HEADER) + NOISE_WA_HEADER.length;
    this.#started = true;
    this.#rest = Buffer.concat([this.#rest, data.subarray(begun)]);
    while (this.#rest.length >= 3) {
      const end = 3 + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) return;
      const one = this.#rest.subarray(3, end);
      this.#rest = this.#rest.subarray(end);
      yield one;
    }
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = sha256(Buffer.concat([this.#hash, data]));
  }
  #derive(data: Uint8Array): [Buffer, Buffer] {
    const keys = hkdf(Buffer.from(data), 64, { salt: this.#salt, info: '' });
    return [Buffer.from(keys.subarray(0, 32)), Buffer.from(keys.subarray(32))];
  }
  #mixKey(data: Uint8Array): void {
    [this.#salt, this.#key] = this.#derive(data);
    this.#count = 0;
  }
  #seal(plain: Uint8Array): Buffer {
    const out = aesEncryptGCM(plain, this.#key, nonce(this.#count++), this.#hash);
    this.#mixHash(out);
    return out;
  }
  #unseal(data: Uint8Array): Buffer {
    const out = aesDecryptGCM(data, this.#key, nonce(this.#count++), this.#hash);
    this.#mixHash(data);
    return out;
  }
}

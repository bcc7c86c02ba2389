import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Keeps what people said and who they are unreadable in the records.
 * Everything that is sealed can be opened with the key that sealed it; what is hashed can only be compared.
 */
export interface Secrets {
  /** AES-256-GCM with a fresh nonce: two seals of the same text differ. */
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** Throws when the bytes were sealed with another key, or were changed. */
  open(sealed: Uint8Array): string;
  /** The same for what is no text: photos and documents. */
  sealBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  openBytes(sealed: Uint8Array): Uint8Array<ArrayBuffer>;
  /** HMAC-SHA256 under a key of its own, base64url: the same text gives the same 43 characters. */
  hash(text: string): string;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const idBytes = 4;

/**
 * `key` is DATA_KEY: 32 bytes. Sealed bytes are `key id (4) · nonce (12) · tag (16) · ciphertext`, so that
 * a later key can tell what an earlier one sealed.
 */
export function createSecrets(key: Uint8Array): Secrets {
  if (key.length !== 32) throw new Error('DATA_KEY must be 32 bytes.');
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
  const sealing = derive('ksbb/seal');
  const hashing = derive('ksbb/hash');
  const id = derive('ksbb/key-id').subarray(0, idBytes);

  function sealBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, sealing, nonce);
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return new Uint8Array(Buffer.concat([id, nonce, cipher.getAuthTag(), sealed]));
  }

  function openBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const sealed = Buffer.from(bytes);
    if (!sealed.subarray(0, idBytes).equals(id)) {
      throw new Error('This was sealed with another DATA_KEY.');
    }
    const nonceEnd = idBytes + nonceBytes;
    const tagEnd = nonceEnd + tagBytes;
    const decipher = createDecipheriv(algorithm, sealing, sealed.subarray(idBytes, nonceEnd));
    decipher.setAuthTag(sealed.subarray(nonceEnd, tagEnd));
    const opened = [decipher.update(sealed.subarray(tagEnd)), decipher.final()];
    return new Uint8Array(Buffer.concat(opened));
  }

  return {
    seal: (text) => sealBytes(Buffer.from(text, 'utf8')),
    open: (bytes) => Buffer.from(openBytes(bytes)).toString('utf8'),
    sealBytes,
    openBytes,
    hash(text) {
      return createHmac('sha256', hashing).update(text).digest('base64url');
    },
  };
}

/** The key under which a chat's records and session are filed, e.g. for `telegram:123456`. */
export function chatKey(secrets: Secrets, address: { channel: string; account: string }): string {
  return secrets.hash(`${address.channel}:${address.account}`);
}

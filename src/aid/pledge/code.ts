import type { Secrets } from '../../store/secrets.ts';

/** Letters that no digit looks like, and none that people hear for another. */
const letters = 'ABCDEFGHJKLMNPRSTVWXYZ';

/**
 * The code that the donor, or whoever drives for them, tells the head: `KLM 358`. It is made from the key and
 * the allocation, so it lies nowhere and is the same whenever it is asked for. Not six digits: that looks
 * like an OTP (VOICE §2).
 */
export function handoverCode(secrets: Secrets, allocation: string): string {
  const bytes = Buffer.from(secrets.hash(`handover:${allocation}`), 'base64url');
  const word = [0, 2, 4].map((at) => letters[bytes.readUInt16BE(at) % letters.length]).join('');
  return `${word} ${String(bytes.readUInt32BE(6) % 1000).padStart(3, '0')}`;
}

/** `klm358`, `KLM-358` and `kode KLM 358` are `KLM358`. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/^\s*KODE(NYA)?\b/, '')
    .replace(/[^A-Z0-9]/g, '');

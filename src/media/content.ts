/** What bytes are, told by themselves: never by a name or by what a telephone says of them. Pure. */

export type ContentKind = 'jpeg' | 'png' | 'webp' | 'pdf';

/** The kind of a file by its first bytes; undefined for everything that is not taken here, HEIC among it. */
export function contentOf(bytes: Uint8Array): ContentKind | undefined {
  const head = latin(bytes.subarray(0, 12));
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp';
  if (/^%PDF-\d\.\d/.test(head)) return 'pdf';
  return undefined;
}

/** Whether a PDF came to its end: its last kilobyte says `%%EOF` (ISO 32000-1, 7.5.5). One that was cut off does not. */
export const isWholePdf = (bytes: Uint8Array): boolean =>
  latin(bytes.subarray(-1024)).includes('%%EOF');

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

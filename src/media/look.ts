import type { MediaEnd } from '../store/media.ts';
import { contentOf, isWholePdf } from './content.ts';
import { toKeep } from './photo.ts';

/** Bytes of a PDF at most: it is kept as it is. */
export const mostPdfBytes = 5 * 1024 * 1024;

/**
 * What becomes of a file, by its content alone: a proof may be a photo or a PDF, goods are photographed.
 * `surat.jpg` that holds text is no photo.
 */
export async function look(kind: 'proof' | 'goods', bytes: Uint8Array): Promise<MediaEnd> {
  const content = contentOf(bytes);
  if (content === undefined || (content === 'pdf' && kind === 'goods')) return refused('format');
  if (content === 'pdf') {
    if (bytes.length > mostPdfBytes) return refused('too_large');
    return isWholePdf(bytes)
      ? { state: 'kept', mime: 'application/pdf', bytes }
      : refused('unreadable');
  }
  const photo = await toKeep(bytes);
  return 'refusal' in photo
    ? refused(photo.refusal)
    : { state: 'kept', mime: 'image/jpeg', bytes: photo.bytes };
}

const refused = (refusal: Extract<MediaEnd, { state: 'refused' }>['refusal']) =>
  ({ state: 'refused', refusal }) as const;

import { readFile } from 'node:fs/promises';
import type { WAMediaUploadFunction } from '@whiskeysockets/baileys';
import type { Socket } from './library.ts';

/** How long (ms) a file may take to get there. */
const patience = 60_000;

/**
 * Where files go before the message that shows them. Baileys knows WhatsApp's own hosts, over https alone; another server of
 * WHATSAPP_SOCKET_URL takes them under the same paths.
 */
export function uploader(sock: Socket, url: string | undefined): WAMediaUploadFunction {
  if (url === undefined) return sock.waUploadToServer;
  const { host, protocol } = new URL(url);
  const root = `${protocol === 'wss:' ? 'https' : 'http'}://${host}`;
  return async (path, { mediaType, fileEncSha256B64 }) => {
    const name = encodeURIComponent(fileEncSha256B64);
    // Whole: Baileys deletes the file as soon as this fails, under whatever still reads it.
    const response = await fetch(`${root}/mms/${mediaType}/${name}`, {
      method: 'POST',
      body: await readFile(path),
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) throw new Error('Media upload failed on all hosts');
    const { url: mediaUrl, direct_path: directPath } = (await response.json()) as Record<
      string,
      string
    >;
    return { mediaUrl: mediaUrl ?? '', directPath: directPath ?? '' } as never;
  };
}

import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import type { Fetched } from '../../chat/channel.ts';
import { throttledFor } from './failures.ts';
import type { Baileys, Library } from './library.ts';
import { decoded } from './read.ts';
import type { KeptMessage } from './safe-signal.ts';
import type { WhatsappStore } from './store.ts';

/** Bytes of a file that are fetched at most: what the other channels give too. */
export const largestFile = 20 * 1024 * 1024;

/** How long (ms) the whole of a file may take. */
const patience = 60_000;
/** The end of an encrypted file is a tag of so many bytes, and its padding fills up to a block. */
const tagBytes = 10;
const blockBytes = 16;
/** Where WhatsApp keeps files. The message names the address, and whoever wrote it could name any: no other is asked. */
const ownHosts = /^[a-z0-9.-]+\.whatsapp\.net$/;

type Media = Pick<
  proto.Message.IImageMessage,
  'url' | 'directPath' | 'mediaKey' | 'fileEncSha256' | 'fileSha256' | 'fileLength'
>;

interface Files {
  store: WhatsappStore;
  load: () => Promise<Library | undefined>;
  /** `127.0.0.1:4711`, where WHATSAPP_SOCKET_URL names another server. */
  host?: string | undefined;
}

/** The file of a message of the journal: fetched encrypted, compared with what the message says of it, opened with its key. */
export async function fetchFile({ store, load, host }: Files, file: string): Promise<Fetched> {
  const library = await load();
  if (!library || !/^\d+$/.test(file)) return { ok: false, failure: 'gone' };
  let body: string | undefined;
  try {
    body = await store.journal.body(file);
  } catch {
    // The records are away, or what they hold was sealed with another key: the next tries tell.
    return { ok: false, failure: 'unreachable' };
  }
  if (body === undefined) return { ok: false, failure: 'gone' };
  const { baileys } = library;
  const message = decoded(baileys, JSON.parse(body, baileys.BufferJSON.reviver) as KeptMessage);
  const inner = baileys.normalizeMessageContent(message);
  const media: Media | null | undefined = inner?.imageMessage ?? inner?.documentMessage;
  const address = media && addressOf(media, host);
  if (!media?.mediaKey || !address) return { ok: false, failure: 'gone' };
  if (Number(media.fileLength ?? 0) > largestFile) return { ok: false, failure: 'too-large' };
  const sealed = await download(address);
  if (!sealed.ok) return sealed;
  const bytes = await opened(
    baileys,
    media,
    sealed.bytes,
    inner?.imageMessage ? 'image' : 'document',
  ).catch(() => undefined);
  return bytes ? { ok: true, bytes } : { ok: false, failure: 'gone' };
}

function addressOf({ url, directPath }: Media, host: string | undefined): URL | undefined {
  const named = url && URL.canParse(url) ? new URL(url) : undefined;
  if (host !== undefined) {
    const path = directPath || named?.pathname;
    return path ? new URL(path, `http://${host}`) : undefined;
  }
  const server = named && ownHosts.test(named.hostname) ? named.hostname : 'mmg.whatsapp.net';
  if (directPath?.startsWith('/')) return new URL(`https://${server}${directPath}`);
  return named?.protocol === 'https:' && named.hostname === server ? named : undefined;
}

async function download(address: URL): Promise<Fetched> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
      headers: { Origin: 'https://web.whatsapp.com' },
    });
    if (!response.ok) {
      await response.body?.cancel();
      if (response.status === 429) return { ok: false, failure: 'throttled', after: throttledFor };
      const isGone = response.status === 404 || response.status === 410;
      return { ok: false, failure: isGone ? 'gone' : 'unreachable' };
    }
    const parts: Uint8Array[] = [];
    let read = 0;
    for await (const part of response.body ?? []) {
      read += part.length;
      if (read > largestFile + blockBytes + tagBytes) return { ok: false, failure: 'too-large' };
      parts.push(part);
    }
    return { ok: true, bytes: new Uint8Array(Buffer.concat(parts)) };
  } catch {
    return { ok: false, failure: 'unreachable' };
  }
}

/** Nothing where it is not the file that the message speaks of. */
async function opened(
  { getMediaKeys }: Baileys,
  media: Media,
  sealed: Uint8Array,
  kind: 'image' | 'document',
): Promise<Uint8Array | undefined> {
  const { cipherKey, iv, macKey } = await getMediaKeys(media.mediaKey, kind);
  const [body, tag] = [sealed.subarray(0, -tagBytes), sealed.subarray(-tagBytes)];
  if (!macKey || tag.length !== tagBytes || !isHash(sealed, media.fileEncSha256)) return undefined;
  const expected = createHmac('sha256', macKey)
    .update(iv)
    .update(body)
    .digest()
    .subarray(0, tagBytes);
  if (!timingSafeEqual(expected, tag)) return undefined;
  const cipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  const bytes = Buffer.concat([cipher.update(body), cipher.final()]);
  return isHash(bytes, media.fileSha256) ? new Uint8Array(bytes) : undefined;
}

function isHash(bytes: Uint8Array, hash: Uint8Array | null | undefined): boolean {
  return !hash?.length || createHash('sha256').update(bytes).digest().equals(hash);
}

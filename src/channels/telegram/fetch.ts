import type { Api } from 'grammy';
import type { Fetched } from '../../chat/channel.ts';
import { fetchFailureOf } from './failures.ts';

/** What Telegram gives a bot at most: 20 MB (core.telegram.org/bots/api#getfile). */
export const largestFile = 20 * 1024 * 1024;

export interface FileServer {
  api: Api;
  /** Without a slash at its end. */
  apiRoot: string;
  token: string;
  /** How long the whole of a file may take. */
  seconds: number;
}

/**
 * Asks where a file lies (`getFile`) and gets it from there. The address holds the token: neither it nor an
 * error that names it goes any further than this.
 */
export async function fetchFile(server: FileServer, file: string): Promise<Fetched> {
  const { api, apiRoot, token, seconds } = server;
  try {
    const { file_path: path, file_size: size = 0 } = await api.getFile(file);
    if (size > largestFile) return { ok: false, failure: 'too-large' };
    if (path === undefined) return { ok: false, failure: 'gone' };
    const address = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(seconds * 1000) });
    if (!response.ok) {
      await response.body?.cancel();
      return failedBy(response);
    }
    return await bytesOf(response);
  } catch (error) {
    return { ok: false, ...fetchFailureOf(error) };
  }
}

/** A link to a file ends after an hour, and `getFile` was asked just now: a 404 is the server's trouble, and passes. */
function failedBy(response: Response): Fetched {
  if (response.status !== 429) return { ok: false, failure: 'unreachable' };
  const seconds = Number(response.headers.get('retry-after') ?? 1);
  return { ok: false, failure: 'throttled', after: (seconds || 1) * 1000 };
}

/** Reads no further than is taken, whatever the server said of the size. */
async function bytesOf(response: Response): Promise<Fetched> {
  const parts: Uint8Array[] = [];
  let read = 0;
  for await (const part of response.body ?? []) {
    read += part.length;
    if (read > largestFile) return { ok: false, failure: 'too-large' };
    parts.push(part);
  }
  const declared = response.headers.get('content-length');
  const isWhole = declared === null || Number(declared) === read;
  return isWhole
    ? { ok: true, bytes: new Uint8Array(Buffer.concat(parts)) }
    : { ok: false, failure: 'unreachable' };
}

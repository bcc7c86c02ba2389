import type { IncomingMessage } from 'node:http';
import { partsOf } from './multipart.ts';
import { isFields, type Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';

export type Target =
  | { kind: 'method'; token: string; method: string }
  | { kind: 'file'; token: string; path: string };

/** `/bot<token>/<method>` or `/file/bot<token>/<path>`; anything else is nothing of ours. */
export function targetOf(url: URL): Target | undefined {
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (file?.[1] && file[2]) {
    return { kind: 'file', token: decodeURIComponent(file[1]), path: decodeURIComponent(file[2]) };
  }
  const call = /^\/bot([^/]+)\/([A-Za-z]+)\/?$/.exec(url.pathname);
  if (call?.[1] && call[2]) {
    return { kind: 'method', token: decodeURIComponent(call[1]), method: call[2] };
  }
  return undefined;
}

const mostBytes = 60 * 1024 * 1024;

/** Reads GET, JSON, urlencoded and multipart alike. Throws a 400 for a body that is not what it says. */
export async function parametersOf(request: IncomingMessage, url: URL): Promise<Parameters> {
  const parameters: Parameters = { values: new Map(url.searchParams), files: new Map() };
  const body = await bodyOf(request);
  if (body.length === 0) return parameters;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) readJson(body, parameters);
  else if (type.startsWith('multipart/form-data')) readParts(body, type, parameters);
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(Buffer.from(body).toString('utf8'));
    for (const [name, value] of form) parameters.values.set(name, value);
  }
  return parameters;
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > mostBytes) throw badRequest('Request Entity Too Large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function readJson(body: Uint8Array, { values }: Parameters): void {
  const text = Buffer.from(body).toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw badRequest("Can't parse request body JSON object");
  }
  if (!isFields(parsed)) throw badRequest('Request body must be a JSON object');
  for (const [name, value] of Object.entries(parsed)) values.set(name, value);
}

function readParts(body: Uint8Array, type: string, { values, files }: Parameters): void {
  for (const { field, file, name, mime, bytes } of partsOf(body, type)) {
    if (file) files.set(field, { name, mime, bytes });
    else values.set(field, Buffer.from(bytes).toString('utf8'));
  }
}

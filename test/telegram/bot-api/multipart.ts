import type { Upload } from './parameters.ts';
import { badRequest } from './refusal.ts';

export interface Part extends Upload {
  field: string;
  /** Whether it came with a file name. */
  file: boolean;
}

/**
 * The parts of a multipart/form-data body (RFC 7578), read as leniently as Telegram reads them: header
 * names in any case, no line break needed after the last boundary. Throws a 400 for what is none.
 */
export function partsOf(body: Uint8Array, contentType: string): Part[] {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw badRequest("Can't find boundary in the multipart request");
  const bytes = Buffer.from(body);
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = bytes.indexOf(mark);
  while (at >= 0) {
    const begin = at + mark.length;
    if (bytes.toString('latin1', begin, begin + 2) === '--') return parts;
    const end = bytes.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), begin);
    const headEnd = bytes.indexOf('\r\n\r\n', begin);
    if (end < 0 || headEnd < 0 || headEnd > end) break;
    const content = bytes.subarray(headEnd + 4, end);
    parts.push(partOf(bytes.toString('utf8', begin, headEnd), content));
    at = end + 2;
  }
  throw badRequest("Can't parse the multipart request: its last boundary is missing");
}

function partOf(head: string, content: Buffer): Part {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? '';
  const of = (name: string) => new RegExp(`(?:^|;)\\s*${name}="?([^";]*)`).exec(disposition)?.[1];
  const field = of('name');
  if (!field) throw badRequest("Can't parse the multipart request: a part has no name");
  const name = of('filename');
  const mime = /^content-type:\s*([^\r;]+)/im.exec(head)?.[1] ?? 'application/octet-stream';
  const bytes = new Uint8Array(content);
  return { field, file: name !== undefined, name: name ?? '', mime: mime.trim(), bytes };
}

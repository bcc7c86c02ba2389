import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Where encrypted files lie, in both directions. */
export class MediaHost {
  readonly #files = new Map<string, Buffer>();
  readonly #port: () => number;
  #count = 0;
  /** Statuses with which the next requests for a file end. */
  readonly refuse: number[] = [];
  /** Nothing is taken from the bot. */
  full = false;

  constructor(port: () => number) {
    this.#port = port;
  }

  /** Puts a file there; gives its address. */
  host(path: string): string {
    return this.#put(readFileSync(path));
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'POST' && this.full) {
      request.resume();
      response.writeHead(507).end();
      return;
    }
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const url = this.#put(Buffer.concat(parts));
        response.end(JSON.stringify({ url, direct_path: new URL(url).pathname }));
      });
      return;
    }
    const refusal = this.refuse.shift();
    const file = refusal === undefined ? this.#files.get(request.url ?? '') : undefined;
    response.writeHead(refusal ?? (file ? 200 : 404)).end(file);
  }

  #put(file: Buffer): string {
    const name = `/media/${++this.#count}`;
    this.#files.set(name, file);
    return `http://127.0.0.1:${this.#port()}${name}`;
  }
}

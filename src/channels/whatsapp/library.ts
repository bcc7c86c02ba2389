import { createRequire } from 'node:module';

export type Baileys = typeof import('@whiskeysockets/baileys');
export type Socket = ReturnType<Baileys['makeWASocket']>;

/** The part of libsignal that is mended (`put-back.ts`). */
export interface LibSignal {
  SessionCipher: { prototype: CipherPrototype };
}

export interface CipherPrototype {
  doDecryptWhisperMessage(data: unknown, session: SessionEntry | undefined): Promise<unknown>;
}

export interface SessionEntry {
  serialize(): unknown;
  constructor: { deserialize(data: unknown): object };
}

export interface Library {
  baileys: Baileys;
  libsignal: LibSignal;
}

export const missing =
  'WHATSAPP=on needs the package @whiskeysockets/baileys, which is not installed: run npm install --include=optional. Everything else works.';

/** Baileys and the libsignal that it uses itself; undefined where they are not installed, for they are optional. */
export async function loadLibrary(name = '@whiskeysockets/baileys'): Promise<Library | undefined> {
  const here = createRequire(import.meta.url);
  let path: string;
  try {
    path = here.resolve(name);
  } catch {
    return undefined;
  }
  const baileys = (await import(name)) as Baileys;
  const libsignal = createRequire(path)('libsignal') as LibSignal;
  return { baileys, libsignal };
}

import type {
  AuthenticationCreds,
  SignalDataSet,
  SignalDataTypeMap,
} from '@whiskeysockets/baileys';
import type { Baileys } from './library.ts';
import type { AccountState, Kept, WhatsappStore } from './store.ts';

/** The type of key under which Baileys' own transactions carry what was decrypted. */
export const keptType = 'kept';

/** Keys in memory. */
const mostRemembered = 50_000;

export interface Auth {
  state: { creds: AuthenticationCreds; keys: Shelf };
  /** Keeps the credentials as they are now; in order, and the newest alone where several wait. */
  saveCreds(): void;
  /** Resolves once every credential that was to be saved is. */
  saved(): Promise<void>;
}

interface Shelf {
  get<T extends keyof SignalDataTypeMap>(
    type: T,
    ids: string[],
  ): Promise<Record<string, SignalDataTypeMap[T]>>;
  set(changes: SignalDataSet): Promise<void>;
}

/**
 * Baileys' `auth`, over the records. Keys are remembered in memory, for this process alone writes them while it holds the
 * connection; each `set` is one transaction. `lost` hears that a read or a write failed: the connection must end, before anything is receipted
 * or refused for it.
 */
export function openAuth(
  { BufferJSON, initAuthCreds, proto }: Baileys,
  { account, keys, journal }: WhatsappStore,
  taken: AccountState,
  lost: (error: unknown) => void,
): Auth {
  const { epoch } = taken;
  // What was begun and never finished is of no use: WhatsApp would take it for a link that is no more.
  const creds: AuthenticationCreds =
    taken.creds && taken.paired ? JSON.parse(taken.creds, BufferJSON.reviver) : initAuthCreds();
  // Credentials are written after the keys that they count: after a kill in between none is made twice.
  creds.nextPreKeyId = Math.max(creds.nextPreKeyId, taken.preKeyTop + 1);
  const remembered = new Map<string, string | undefined>();
  const write = (value: unknown) => JSON.stringify(value, BufferJSON.replacer);
  let saving = Promise.resolve();
  let waits = false;

  /** A fresh copy each time: libsignal changes what it is given. */
  function opened(type: string, text: string): unknown {
    const value = JSON.parse(text, BufferJSON.reviver);
    return type === 'app-state-sync-key'
      ? proto.Message.AppStateSyncKeyData.fromObject(value)
      : value;
  }

  async function readInto(type: string, ids: string[]): Promise<void> {
    const unknown = ids.map((id) => `${type}:${id}`).filter((name) => !remembered.has(name));
    if (unknown.length === 0) return;
    // Before the read: what is written while it is on its way is newer than what it brings.
    if (remembered.size > mostRemembered) remembered.clear();
    const found = await keys.read(unknown);
    for (const name of unknown) if (!remembered.has(name)) remembered.set(name, found.get(name));
  }

  async function got(type: string, ids: string[]): Promise<Record<string, unknown>> {
    const result: Record<string, unknown> = {};
    if (type === keptType) {
      for (const id of ids) {
        const body = await journal.find(id);
        if (body !== undefined) result[id] = JSON.parse(body, BufferJSON.reviver);
      }
      return result;
    }
    await readInto(type, ids);
    for (const id of ids) {
      const text = remembered.get(`${type}:${id}`);
      if (text !== undefined) result[id] = opened(type, text);
    }
    return result;
  }

  async function orLost<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      lost(error);
      throw error;
    }
  }

  return {
    state: {
      creds,
      keys: {
        // A read that fails in the middle of a decryption would be answered as a message that nobody can read, and lost.
        get: (type, ids) => orLost(() => got(type, ids)) as never,

        async set(changes) {
          const put = new Map<string, string>();
          const gone: string[] = [];
          const kept: Kept[] = [];
          let preKeyTop = 0;
          for (const [type, values] of Object.entries(changes)) {
            for (const [id, value] of Object.entries(values ?? {})) {
              if (type === keptType) {
                const { place, ...body } = value as { place: number };
                kept.push({ name: id, body: write(body), place });
              } else if (value === null || value === undefined) gone.push(`${type}:${id}`);
              else {
                put.set(`${type}:${id}`, write(value));
                if (type === 'pre-key') preKeyTop = Math.max(preKeyTop, Number(id));
              }
            }
          }
          await orLost(() => keys.write(epoch, { put, gone, kept, preKeyTop }));
          for (const [name, text] of put) remembered.set(name, text);
          for (const name of gone) remembered.set(name, undefined);
        },
      },
    },

    saveCreds() {
      if (waits) return;
      waits = true;
      saving = saving
        .then(() => {
          waits = false;
          // `me` alone is known as soon as a pairing code is asked for; `account` is what the phone has signed.
          const paired = taken.paired || creds.account !== undefined;
          const number = paired ? creds.me?.id.split(/[:@]/)[0] : undefined;
          return account.keepCreds(epoch, write(creds), paired, number);
        })
        .catch(lost);
    },
    saved: () => saving,
  };
}

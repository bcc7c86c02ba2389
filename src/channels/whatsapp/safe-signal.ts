import { AsyncResource } from 'node:async_hooks';
import type {
  BinaryNode,
  SignalAuthState,
  SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import { type Auth, keptType } from './keys.ts';
import type { Baileys, Socket } from './library.ts';

type Make = NonNullable<Parameters<Baileys['makeWASocket']>[0]['makeSignalRepository']>;

/** A message of the journal, as it was decrypted. */
export interface KeptMessage {
  key: {
    remoteJid?: string | null;
    remoteJidAlt?: string;
    participant?: string | null;
    id?: string | null;
    fromMe?: boolean | null;
    isViewOnce?: boolean;
    /** Its id is our own: WhatsApp knows no message of that id. */
    isCall?: boolean;
  };
  pushName: string | undefined;
  /** Seconds. */
  stamp: number;
  /** As it is encoded within its padding. */
  plain: Uint8Array;
  /** Our own phone was asked for what we could not get, and may answer until then (ms). */
  awaitedUntil?: number | undefined;
  /** It came from our own phone, after the person had heard that we could not read it. */
  resent?: true;
}

/** Another Baileys than the one that was mended here. Its message is for the operator. */
export class UnfitLibrary extends Error {}

/** For tests that kill: a point that was come to. */
export type At = (point: string) => void;

const decrypting = ['decryptMessage', 'decryptGroupMessage'] as const;
const alone = [
  ...decrypting,
  'encryptMessage',
  'encryptGroupMessage',
  'injectE2ESession',
  'processSenderKeyDistributionMessage',
  'migrateSession',
  'deleteSession',
] as const;

/**
 * Baileys moves the ratchet while it decrypts, sends the receipt, and hands the message over after that: killed in between,
 * the message would be gone. Here what was decrypted is kept in the transaction in which its keys are used up; a stanza
 * that is delivered again gives what was kept, and so is receipted. Every operation on sessions commits alone, one at a
 * time: Baileys would hold one over a whole send and write back a session older than what was read meanwhile.
 */
export function safeSignal(
  { DEFAULT_CONNECTION_CONFIG, decodeMessageNode }: Baileys,
  auth: Auth['state'],
  { placeOf, at = () => {} }: { placeOf: (stanza: BinaryNode) => number; at?: At | undefined },
): { makeSignalRepository: Make; watch(sock: Socket): void } {
  const arrived = new WeakMap<object, { stanza: BinaryNode; place: number }>();

  const makeSignalRepository = ((state: SignalAuthState, ...rest: never[]) => {
    const make = DEFAULT_CONNECTION_CONFIG.makeSignalRepository as (
      ...args: unknown[]
    ) => SignalRepositoryWithLIDStore;
    const repository = make(state, ...rest) as unknown as Record<
      string,
      (...args: never[]) => Promise<unknown>
    >;
    const keys = state.keys as typeof state.keys & {
      transaction<T>(work: () => Promise<T>, name: string): Promise<T>;
    };
    // Outside whatever transaction the caller is in: its own commit, under the one lock of all.
    const inTurn = AsyncResource.bind((work: () => Promise<unknown>) =>
      keys.transaction(work, 'signal'),
    );

    const keeping =
      (decrypt: (args: never) => Promise<unknown>) =>
      async (args: { ciphertext?: object; msg?: object }) => {
        const content = args.ciphertext ?? args.msg;
        const found = content && arrived.get(content);
        if (!found) return decrypt(args as never);
        const { stanza, place } = found;
        return keep(decrypt, args as never, { stanza, place, content });
      };

    const keep = async (
      decrypt: (args: never) => Promise<unknown>,
      args: never,
      { stanza, place, content }: { stanza: BinaryNode; place: number; content: object },
    ) => {
      const name = nameOf(stanza, content);
      const { [name]: before } = (await keys.get(keptType as never, [name])) as unknown as Record<
        string,
        KeptMessage
      >;
      if (before) return before.plain;
      const plain = (await decrypt(args)) as Uint8Array;
      const { me } = auth.creds;
      const { fullMessage } = decodeMessageNode(stanza, me?.id ?? '', me?.lid ?? '');
      const kept: KeptMessage = {
        key: fullMessage.key as KeptMessage['key'],
        pushName: fullMessage.pushName ?? undefined,
        stamp: Number(fullMessage.messageTimestamp) || Math.floor(Date.now() / 1000),
        plain: Buffer.from(plain),
      };
      await keys.set({ [keptType]: { [name]: { ...kept, place } } } as never);
      return plain;
    };

    for (const name of alone) {
      const own = repository[name]?.bind(repository);
      if (!own)
        throw new UnfitLibrary(
          `Baileys has no ${name} any more: WhatsApp must stay off with this version.`,
        );
      const run = (decrypting as readonly string[]).includes(name) ? keeping(own as never) : own;
      repository[name] = async (...args: never[]) => {
        at(`before ${name}`);
        const result = await inTurn(() => run(...(args as [never])));
        at(`after ${name}`);
        return result;
      };
    }
    return repository as unknown as SignalRepositoryWithLIDStore;
  }) as unknown as Make;

  return {
    makeSignalRepository,
    /** To be called at once after the socket is made: the same buffers are handed to `decryptMessage`. */
    watch(sock) {
      const onMessage = (stanza: BinaryNode) => {
        const place = placeOf(stanza);
        for (const part of encrypted(stanza)) arrived.set(part, { stanza, place });
        // Baileys opens what waited for us one by one, and what is live beside that: a later message could be taken before an
        // earlier one. Here all go through that one queue; nobody here asks whether a message is live.
        stanza.attrs.offline ??= '1';
      };
      (
        sock.ws as unknown as {
          prependListener(name: string, listener: (node: BinaryNode) => void): void;
        }
      ).prependListener('CB:message', onMessage);
    },
  };
}

const parts = ({ content }: BinaryNode) => (Array.isArray(content) ? content : []);

/** The buffers in which something is encrypted. */
const encrypted = (stanza: BinaryNode): Uint8Array[] =>
  parts(stanza).flatMap(({ tag, content }) =>
    tag === 'enc' && content instanceof Uint8Array ? [content] : [],
  );

/** Whether Baileys would find something to decrypt in it, which is then kept from there. */
export const isEncrypted = (stanza: BinaryNode) => encrypted(stanza).length > 0;

/** The same at every redelivery, also where the phone sealed it anew. */
function nameOf(stanza: BinaryNode, content: object): string {
  const { from, participant, id } = stanza.attrs;
  const index = encrypted(stanza).indexOf(content as Uint8Array);
  return [from, participant ?? '', id, index].join(' ');
}

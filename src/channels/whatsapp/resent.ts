import type { proto } from '@whiskeysockets/baileys';
import type { Baileys } from './library.ts';
import { decoded } from './read.ts';
import type { KeptMessage } from './safe-signal.ts';
import type { Journal } from './store.ts';

/** The name in the journal of a message that our own phone was asked for: the phone may know its chat by another address. */
export const awaitedName = (id: string): string => `awaited ${id}`;

/** With the padding of one byte that `decoded` takes away. */
export const padded = (message: Uint8Array) => Buffer.concat([message, Buffer.from([1])]);

/** What our own phone answers: messages that did not reach us. */
export function resentIn(baileys: Baileys, kept: KeptMessage): proto.IWebMessageInfo[] {
  if (!kept.key.fromMe) return [];
  const { peerDataOperationRequestResponseMessage: answer } =
    decoded(baileys, kept)?.protocolMessage ?? {};
  return (answer?.peerDataOperationResult ?? []).flatMap((result) => {
    const bytes = result.placeholderMessageResendResponse?.webMessageInfoBytes;
    return bytes ? [baileys.proto.WebMessageInfo.decode(bytes)] : [];
  });
}

/**
 * Such a message stands in the journal from now on, in the place of the one that is awaited, or, where the person has heard already
 * that we could not read it, as one of its own.
 */
export async function keepResent(
  { proto, BufferJSON }: Baileys,
  journal: Journal,
  { message: info, place }: { message: proto.IWebMessageInfo; place: number },
): Promise<void> {
  const { key, message, messageTimestamp, pushName } = info;
  if (!key?.id || !key.remoteJid || key.fromMe || !message) return;
  const name = awaitedName(key.id);
  const before = await journal.find(name);
  const awaited =
    before === undefined ? undefined : (JSON.parse(before, BufferJSON.reviver) as KeptMessage);
  const found: KeptMessage = {
    // What the wire said of the sender is more than the phone says.
    key: awaited?.key.remoteJid ? awaited.key : { remoteJid: key.remoteJid, id: key.id },
    pushName: pushName ?? undefined,
    stamp: Number(messageTimestamp) || (awaited?.stamp ?? Math.floor(Date.now() / 1000)),
    plain: padded(proto.Message.encode(message).finish()),
  };
  const write = (one: KeptMessage) => JSON.stringify(one, BufferJSON.replacer);
  if (await journal.replace(name, write(found))) return;
  const late: KeptMessage = { ...found, ...(awaited && { resent: true }) };
  await journal.add({ name: `resent ${key.id}`, body: write(late), place });
}

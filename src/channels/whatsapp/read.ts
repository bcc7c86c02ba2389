import type { proto, WAMessageKey } from '@whiskeysockets/baileys';
import type { Content } from '../../chat/message.ts';
import type { Baileys } from './library.ts';
import type { KeptMessage } from './safe-signal.ts';
import type { Jids } from './store.ts';

/** What somebody sent, before it is known what it refers to. */
export interface Read {
  from: Jids;
  /** WhatsApp's id of the message, or one made of it. */
  id: string;
  /** Seconds. */
  stamp: number;
  content: Content | { kind: 'reaction'; text: string };
  /** The id of the message that it quotes or reacts to. */
  about: string | undefined;
  key: WAMessageKey;
}

/**
 * What a message says to the bot; nothing for what is said to nobody: what the own phone wrote, receipts of polls, settings
 * of the chat. What a person may have meant for us and cannot be read here keeps its kind, and is answered kindly:
 *
 * | sent | read as |
 * |---|---|
 * | text, an answer on a list or button of another bot, a caption | its words |
 * | contact card, location and live location, photo, document | what they hold; `own` where the card is the sender's |
 * | voice note, audio, a call | voice |
 * | sticker | sticker |
 * | a photo to be seen once (also in a chat whose messages disappear), a video, a poll, an event, an order | other: it is not opened |
 * | an edit; a deletion | edited, with the new words; with none |
 * | 👍 on a question | "👍" as its answer; any other reaction is nothing |
 */
export function readMessage(
  baileys: Baileys,
  kept: KeptMessage,
  reference: string,
): Read | undefined {
  const { key } = kept;
  const from = jidsOf(baileys, key);
  if (key.fromMe || !key.id || (!from.lid && !from.pn)) return undefined;
  const id = kept.resent ? `${key.id}-resent` : key.id;
  const common = { from, id, stamp: kept.stamp, key: key as WAMessageKey };
  const message = decodedIfItCan(baileys, kept);
  if (message === 'unreadable') return { ...common, content: { kind: 'other' }, about: undefined };
  if (!message)
    return key.isViewOnce || kept.awaitedUntil
      ? { ...common, content: { kind: 'other' }, about: undefined }
      : undefined;
  const said = saidIn(baileys, message, from, reference);
  return said && { ...common, about: undefined, ...said };
}

/** A kept message as Baileys knows it, e.g. for its files. */
export function decoded(
  { proto, unpadRandomMax16 }: Baileys,
  { plain }: KeptMessage,
): proto.IMessage | undefined {
  if (plain.length === 0) return undefined;
  const message = proto.Message.decode(unpadRandomMax16(plain));
  return message.deviceSentMessage?.message ?? message;
}

/** What no version of the protocol explains is answered kindly too, and holds up nobody. */
function decodedIfItCan(baileys: Baileys, kept: KeptMessage) {
  try {
    return decoded(baileys, kept);
  } catch {
    return 'unreadable';
  }
}

/** Both addresses of whoever wrote, without their device. */
function jidsOf({ jidNormalizedUser }: Baileys, key: KeptMessage['key']): Jids {
  const jids: Jids = {};
  for (const raw of [key.remoteJid, key.remoteJidAlt]) {
    if (!raw) continue;
    const jid = jidNormalizedUser(raw)
      .replace(/@hosted$/, '@s.whatsapp.net')
      .replace(/@hosted\.lid$/, '@lid');
    if (jid.endsWith('@lid')) jids.lid ??= jid;
    else if (jid.endsWith('@s.whatsapp.net')) jids.pn ??= jid;
  }
  return jids;
}

type Said = Pick<Read, 'content'> & { about?: string | undefined };

function saidIn(
  baileys: Baileys,
  message: proto.IMessage,
  from: Jids,
  reference: string,
): Said | undefined {
  const outer = unwrapped(message);
  if (outer.protocolMessage) return changed(baileys, outer.protocolMessage);
  if (isSeenOnce(outer)) return { content: { kind: 'other' } };
  // The same photo once more, in better quality: the first one is what they sent.
  if (isSecondCopy(baileys, outer)) return undefined;
  const inner = baileys.normalizeMessageContent(message);
  if (!inner) return undefined;
  const content = contentOf(inner, from, reference);
  return content && { content, about: quotedBy(inner) };
}

/** Out of what says how long a message stays in the chat, and how newer phones carry an edit. */
function unwrapped(message: proto.IMessage): proto.IMessage {
  const inside = message.ephemeralMessage?.message ?? message.editedMessage?.message;
  return inside ? unwrapped(inside) : message;
}

/** To be seen or heard once: in a wrapper of its own, or marked so itself. */
function isSeenOnce(message: proto.IMessage): boolean {
  const { imageMessage, videoMessage, audioMessage } = message;
  return [
    message.viewOnceMessage,
    message.viewOnceMessageV2,
    message.viewOnceMessageV2Extension,
    imageMessage?.viewOnce,
    videoMessage?.viewOnce,
    audioMessage?.viewOnce,
  ].some(Boolean);
}

/** What a phone uploads a second time, of a message that we have. A photo of an album is nobody's second copy. */
function isSecondCopy({ proto }: Baileys, message: proto.IMessage): boolean {
  const child = message.associatedChildMessage?.message;
  const { messageAssociation: association } =
    message.messageContextInfo ?? child?.messageContextInfo ?? {};
  const { HD_IMAGE_DUAL_UPLOAD, HD_VIDEO_DUAL_UPLOAD, HEVC_VIDEO_DUAL_UPLOAD } =
    proto.MessageAssociation.AssociationType;
  const copies = [HD_IMAGE_DUAL_UPLOAD, HD_VIDEO_DUAL_UPLOAD, HEVC_VIDEO_DUAL_UPLOAD];
  return (
    child != null &&
    association?.parentMessageKey?.id != null &&
    copies.some((type) => type === association.associationType)
  );
}

/** An edit or a deletion; everything else of this kind is between devices. */
function changed(baileys: Baileys, protocol: proto.Message.IProtocolMessage): Said | undefined {
  const { REVOKE, MESSAGE_EDIT } = baileys.proto.Message.ProtocolMessage.Type;
  if (protocol.type === REVOKE) return { content: { kind: 'edited', text: '' } };
  if (protocol.type !== MESSAGE_EDIT) return undefined;
  const now = baileys.normalizeMessageContent(protocol.editedMessage ?? undefined);
  return { content: { kind: 'edited', text: textIn(now ?? {}) ?? '' } };
}

function textIn(message: proto.IMessage): string | undefined {
  return (
    message.conversation ||
    message.extendedTextMessage?.text ||
    message.imageMessage?.caption ||
    message.documentMessage?.caption ||
    message.buttonsResponseMessage?.selectedDisplayText ||
    message.listResponseMessage?.title ||
    message.templateButtonReplyMessage?.selectedDisplayText ||
    undefined
  );
}

/** What says nothing to anybody. */
const silent = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'pollUpdateMessage',
  'encReactionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'messageHistoryBundle',
  'botInvokeMessage',
  // That several photos follow, each in a message of its own.
  'albumMessage',
]);

function contentOf(
  message: proto.IMessage,
  from: Jids,
  reference: string,
): Read['content'] | undefined {
  const { imageMessage, documentMessage, contactMessage, contactsArrayMessage } = message;
  const location = message.locationMessage ?? message.liveLocationMessage;
  const reaction = message.reactionMessage;
  if (reaction) return { kind: 'reaction', text: reaction.text ?? '' };
  if (imageMessage) return file('photo', imageMessage, reference);
  if (documentMessage) return file('document', documentMessage, reference);
  const card = contactMessage?.vcard ?? contactsArrayMessage?.contacts?.[0]?.vcard;
  if (card) return readCard(card, from);
  if (location) {
    return {
      kind: 'location',
      latitude: location.degreesLatitude ?? 0,
      longitude: location.degreesLongitude ?? 0,
    };
  }
  if (message.audioMessage || message.callLogMesssage) return { kind: 'voice' };
  if (message.stickerMessage || message.lottieStickerMessage) return { kind: 'sticker' };
  const text = textIn(message);
  if (text !== undefined) return { kind: 'text', text };
  const kinds = Object.entries(message).filter(
    ([name, value]) => value != null && !silent.has(name),
  );
  return kinds.length > 0 ? { kind: 'other' } : undefined;
}

function file(
  kind: 'photo' | 'document',
  {
    mimetype,
    fileLength,
    caption,
  }: { mimetype?: string | null; fileLength?: unknown; caption?: string | null },
  reference: string,
): Content {
  const bytes = Number(fileLength ?? 0);
  return {
    kind,
    file: reference,
    ...(mimetype ? { mime: mimetype } : {}),
    ...(bytes > 0 ? { bytes } : {}),
    ...(caption ? { caption } : {}),
  };
}

/** `TEL;type=CELL;waid=6281200000012:+62 812-0000-0012` */
function readCard(card: string, { pn }: Jids): Content {
  // A long line of a card goes on in the next one, behind a space.
  const unfolded = card.replace(/\r?\n[ \t]/g, '');
  const line = unfolded.split(/\r?\n/).find((one) => /^(?:item\d+\.)?TEL/i.test(one)) ?? '';
  const waid = /waid=(\d+)/i.exec(line)?.[1];
  const typed = line.slice(line.indexOf(':') + 1).trim();
  return {
    kind: 'contact',
    phone: waid ? `+${waid}` : typed,
    own: waid !== undefined && pn === `${waid}@s.whatsapp.net`,
  };
}

function quotedBy(message: proto.IMessage): string | undefined {
  if (message.reactionMessage) return message.reactionMessage.key?.id ?? undefined;
  for (const value of Object.values(message)) {
    const context = (value as { contextInfo?: proto.IContextInfo } | null | undefined)?.contextInfo;
    if (context?.stanzaId) return context.stanzaId;
  }
  return undefined;
}

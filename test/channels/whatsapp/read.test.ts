import * as baileys from '@whiskeysockets/baileys';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/channels/whatsapp/read.ts';

const { proto } = baileys;
const pad = Buffer.from([1]);
const jid = '6281200000012@s.whatsapp.net';

const read = (message: baileys.proto.IMessage | Buffer, key: object = {}) =>
  readMessage(
    baileys,
    {
      key: { remoteJid: jid, id: '3A1', ...key },
      pushName: 'Ani',
      stamp: 1_795_900_000,
      plain: Buffer.isBuffer(message)
        ? message
        : Buffer.concat([proto.Message.encode(proto.Message.fromObject(message)).finish(), pad]),
    },
    '7',
  );
const content = (message: baileys.proto.IMessage) => read(message)?.content;

/** Shapes that no server here sends, built by Baileys' own types. */
describe('a message is read', () => {
  test.each<[string, baileys.proto.IMessage, unknown]>([
    [
      'words in a disappearing chat',
      { ephemeralMessage: { message: { conversation: 'halo' } } },
      { kind: 'text', text: 'halo' },
    ],
    [
      'a document with words',
      {
        documentWithCaptionMessage: {
          message: {
            documentMessage: { mimetype: 'application/pdf', caption: 'SK', fileLength: 9 },
          },
        },
      },
      { kind: 'document', file: '7', mime: 'application/pdf', bytes: 9, caption: 'SK' },
    ],
    [
      'a photo',
      { imageMessage: { mimetype: 'image/jpeg', caption: 'barang' } },
      { kind: 'photo', file: '7', mime: 'image/jpeg', caption: 'barang' },
    ],
    [
      'a place that moves',
      { liveLocationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8 } },
      { kind: 'location', latitude: -6.2, longitude: 106.8 },
    ],
    [
      'several contacts',
      { contactsArrayMessage: { contacts: [{ vcard: 'item1.TEL:+62 812-9999-0000' }] } },
      { kind: 'contact', phone: '+62 812-9999-0000', own: false },
    ],
    [
      "what was tapped in another bot's list",
      { listResponseMessage: { title: 'Ya, boleh' } },
      { kind: 'text', text: 'Ya, boleh' },
    ],
    [
      'an edit, wrapped as newer phones do',
      {
        editedMessage: {
          message: {
            protocolMessage: { type: 14, editedMessage: { extendedTextMessage: { text: '35' } } },
          },
        },
      },
      { kind: 'edited', text: '35' },
    ],
    [
      'a voice note to be heard once',
      { viewOnceMessageV2Extension: { message: { audioMessage: {} } } },
      { kind: 'other' },
    ],
    [
      'a photo to be seen once, in a chat whose messages disappear',
      {
        ephemeralMessage: {
          message: {
            viewOnceMessageV2: {
              message: { imageMessage: { mimetype: 'image/jpeg', viewOnce: true } },
            },
          },
        },
      },
      { kind: 'other' },
    ],
    [
      'a photo that is itself marked to be seen once',
      { imageMessage: { mimetype: 'image/jpeg', viewOnce: true } },
      { kind: 'other' },
    ],
    [
      'a deletion in a chat whose messages disappear',
      { ephemeralMessage: { message: { protocolMessage: { type: 0, key: { id: 'x' } } } } },
      { kind: 'edited', text: '' },
    ],
    [
      'an edit there',
      {
        ephemeralMessage: {
          message: { protocolMessage: { type: 14, editedMessage: { conversation: '35' } } },
        },
      },
      { kind: 'edited', text: '35' },
    ],
    [
      'other words below a document',
      {
        protocolMessage: {
          type: 14,
          editedMessage: {
            documentWithCaptionMessage: { message: { documentMessage: { caption: 'SK baru' } } },
          },
        },
      },
      { kind: 'edited', text: 'SK baru' },
    ],
    [
      'a photo whose first one we have not heard of',
      { associatedChildMessage: { message: { imageMessage: { mimetype: 'image/jpeg' } } } },
      { kind: 'photo', file: '7', mime: 'image/jpeg' },
    ],
    [
      'a photo of an album',
      {
        associatedChildMessage: { message: { imageMessage: { mimetype: 'image/jpeg' } } },
        messageContextInfo: {
          messageAssociation: { associationType: 1, parentMessageKey: { id: '3A0' } },
        },
      },
      { kind: 'photo', file: '7', mime: 'image/jpeg' },
    ],
    ['a video', { videoMessage: {} }, { kind: 'other' }],
    ['an invitation to a group', { groupInviteMessage: { groupJid: '1@g.us' } }, { kind: 'other' }],
  ])('%s', (_, message, expected) => {
    expect(content(message)).toEqual(expected);
  });

  test.each<[string, baileys.proto.IMessage]>([
    ['a key for a group', { senderKeyDistributionMessage: { groupId: '1@g.us' } }],
    ['that several photos follow', { albumMessage: { expectedImageCount: 3 } }],
    [
      'a photo once more, in better quality',
      {
        associatedChildMessage: { message: { imageMessage: { mimetype: 'image/jpeg' } } },
        messageContextInfo: {
          messageAssociation: { associationType: 10, parentMessageKey: { id: '3A0' } },
        },
      },
    ],
    ['a vote', { pollUpdateMessage: {} }],
    [
      'that messages are to disappear',
      { protocolMessage: { type: 3, ephemeralExpiration: 86400 } },
    ],
    ['nothing but settings', { messageContextInfo: {} }],
  ])('as nothing where it says nothing: %s', (_, message) => {
    expect(content(message)).toBeUndefined();
  });

  test('as nothing where the own phone wrote it, and as something where it cannot be opened by anybody', () => {
    expect(read({ conversation: 'x' }, { fromMe: true })).toBeUndefined();
    expect(read({ conversation: 'x' }, { remoteJid: '1@g.us' })).toBeUndefined();
    expect(read(Buffer.from([255, 255, 255, 255, 1]))?.content).toEqual({ kind: 'other' });
    expect(read(Buffer.alloc(0), { isViewOnce: true })?.content).toEqual({ kind: 'other' });
  });

  test('with both addresses, whichever stands first, and without a device', () => {
    const both = { lid: '96281@lid', pn: jid };
    expect(
      read(
        { conversation: 'x' },
        { remoteJid: '96281:4@lid', remoteJidAlt: '6281200000012:4@s.whatsapp.net' },
      )?.from,
    ).toEqual(both);
    expect(read({ conversation: 'x' }, { remoteJidAlt: '96281@lid' })?.from).toEqual(both);
  });
});

import { expect, test } from 'vitest';
import type { Channel, Receive } from '../../src/chat/channel.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { jpeg, pdf } from '../pictures.ts';
import { type Subject, said } from './wire.ts';

interface Opened {
  subject: Subject;
  channel: Channel;
  keep: Receive;
  events: Incoming[];
  /** Waits until so many events are there. */
  arrived(count: number): Promise<void>;
  /** Once it can say something. */
  started(): Promise<void>;
}

/** What every channel owes about photos and documents, in both directions. A part of `channelContract`. */
export function fileContract(open: () => Opened): void {
  test.each(['photo', 'document'] as const)(
    'hands over a %s by a reference, and gives its bytes for it, again and again',
    async (kind) => {
      const { subject, channel, keep, events, arrived } = open();
      const bytes = kind === 'photo' ? await jpeg() : pdf();
      await channel.start(keep);
      await subject.wire.sendsFile(kind, bytes);
      await arrived(1);
      const { content } = events[0] ?? {};
      if (content?.kind !== kind) throw new Error('No file.');
      expect(events[0]?.from).toEqual(subject.wire.person);
      expect(content.file.length).toBeLessThanOrEqual(400);
      for (const _ of ['once', 'again'])
        expect(await channel.fetch(content.file)).toEqual({ ok: true, bytes });
    },
  );

  test('says why a file does not come', async () => {
    const { subject, channel, keep, events, arrived } = open();
    await channel.start(keep);
    await subject.wire.sendsFile('photo', await jpeg());
    await arrived(1);
    const { content } = events[0] ?? {};
    if (content?.kind !== 'photo') throw new Error('No photo.');
    for (const how of ['throttled', 'unreachable'] as const) {
      subject.wire.failsFetch(how);
      expect(await channel.fetch(content.file)).toMatchObject({ ok: false, failure: how });
    }
    expect(await channel.fetch('nothing-is-called-so')).toEqual({ ok: false, failure: 'gone' });
    const cut = subject.make('down');
    expect(await cut.fetch(content.file)).toEqual({ ok: false, failure: 'unreachable' });
    await cut.stop();
    expect(await channel.fetch(content.file)).toMatchObject({ ok: true });
  });

  test('fetches a file of the size that its limits say', async () => {
    const { subject, channel, keep, events, arrived } = open();
    const full = pdf(channel.limits.file);
    await channel.start(keep);
    await subject.wire.sendsFile('document', full);
    await arrived(1);
    const { content } = events[0] ?? {};
    if (content?.kind !== 'document') throw new Error('No document.');
    const fetched = await channel.fetch(content.file);
    expect(fetched.ok && fetched.bytes.length).toBe(channel.limits.file);
  });

  test.each(['photo', 'document'] as const)(
    'shows a %s, with words and bold below it',
    async (kind) => {
      const { subject, channel, started } = open();
      await started();
      const bytes = kind === 'photo' ? await jpeg() : pdf();
      const media = {
        kind,
        mime: '',
        name: kind === 'photo' ? 'barang.jpg' : 'bukti.pdf',
        bytes,
      };
      const sent = await channel.send(
        subject.wire.person,
        said({ text: 'Bukti **RW 03** <b>', media }),
        'r1',
      );
      expect(sent.ok).toBe(true);
      const [heard] = await subject.wire.heard();
      expect(heard).toMatchObject({ text: 'Bukti RW 03 <b>', bold: ['RW 03'], buttons: [] });
      expect(heard?.file).toEqual(bytes);
    },
  );

  test('sends a JSON document, byte for byte', async () => {
    const { subject, channel, started } = open();
    await started();
    const bytes = new Uint8Array(Buffer.from('{"name":"Bu Ani – \u{1f64f}"}\n'));
    const media = {
      kind: 'document',
      mime: 'application/json',
      name: 'data-saya.json',
      bytes,
    } as const;
    const sent = await channel.send(subject.wire.person, said({ text: 'Data', media }), 'json-1');
    expect(sent.ok).toBe(true);
    const [heard] = await subject.wire.heard();
    expect(heard?.file).toEqual(bytes);
  });

  test('shows words of the full length below a photo, and knows that longer ones are refused', async () => {
    const { subject, channel, started } = open();
    await started();
    const media = {
      kind: 'photo',
      mime: 'image/jpeg',
      name: 'barang.jpg',
      bytes: await jpeg(),
    } as const;
    const full = 'a'.repeat(channel.limits.caption);
    const send = (text: string, id: string) =>
      channel.send(subject.wire.person, said({ text, media }), id);
    expect(await send(`**${full}**`, 'r1')).toMatchObject({ ok: true });
    expect(await send(`${full}a`, 'r2')).toEqual({ ok: false, failure: 'refused' });
  });
}

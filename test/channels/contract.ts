import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel, Failure, Receive } from '../../src/chat/channel.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { fileContract } from './contract-files.ts';
import { type Subject, said, spyOnOutput } from './wire.ts';

const question = said({
  text: 'Boleh kami simpan?',
  question: 'q7f3a9c2e',
  options: [
    { key: 'back', label: 'Kembali' },
    { key: 'yes', label: 'Ya, boleh' },
    { key: 'no', label: 'Tidak' },
  ],
});

/** What every channel owes. There is no list of exceptions. */
export function channelContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name} keeps the channel contract`, () => {
    let subject: Subject;
    let channel: Channel;
    let printed: string[];
    const events: Incoming[] = [];
    const keep: Receive = async (event) => void events.push(event);
    const arrived = (count: number) =>
      vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(count), 5000);

    /** A network is connected to by `start`, and what is said before that may not be said. */
    const started = async () => {
      await channel.start(keep);
      await vi.waitFor(() => expect(channel.health().ready).toBe(true), 5000);
    };

    beforeEach(async () => {
      events.length = 0;
      printed = spyOnOutput();
      subject = await open();
      channel = subject.make();
    });

    afterEach(async () => {
      vi.restoreAllMocks();
      await channel.stop();
      await subject.wire.close();
    });

    test('says a text, with its bold', async () => {
      await started();
      const sent = await channel.send(
        subject.wire.person,
        said({ text: 'Nomor: **K-2611-0048**.\nKetik **menu**.' }),
        'r1',
      );
      expect(sent.ok).toBe(true);
      expect(await subject.wire.heard()).toEqual([
        { text: 'Nomor: K-2611-0048.\nKetik menu.', bold: ['K-2611-0048', 'menu'], buttons: [] },
      ]);
    });

    test('shows choices as buttons, the way back last', async () => {
      await started();
      await channel.send(subject.wire.person, question, 'r1');
      expect((await subject.wire.heard()).map((heard) => heard.buttons)).toEqual([
        ['Ya, boleh', 'Tidak', 'Kembali'],
      ]);
    });

    test("shows people's own markup as they typed it", async () => {
      await started();
      const text = '<b>Bu Ani</b> & *Rina* _ok_ ~3~ `x` [y](z) &lt; 2*3 **';
      await channel.send(subject.wire.person, said({ text }), 'r1');
      expect(await subject.wire.heard()).toEqual([{ text, bold: [], buttons: [] }]);
    });

    test('gives a place to what it says and hears, rising as the person sees it', async () => {
      await started();
      await subject.wire.says('halo');
      await arrived(1);
      const first = await channel.send(subject.wire.person, question, 'r1');
      const second = await channel.send(subject.wire.person, said({}), 'r2');
      await subject.wire.says('ya');
      await arrived(2);
      if (!first.ok || !second.ok) throw new Error('Not said.');
      const orders = [events[0]?.order, first.order, second.order, events[1]?.order];
      expect(orders).toEqual([...orders].sort((a, b) => Number(a) - Number(b)));
      expect(new Set(orders).size).toBe(4);
    });

    test('hands over what a person types, with who they are', async () => {
      await channel.start(keep);
      await subject.wire.says('  25 sembako, ya <b>');
      await arrived(1);
      expect(events[0]?.from).toEqual(subject.wire.person);
      expect(events[0]?.content.kind).toBe('text');
      expect(events[0]?.content).toMatchObject({
        text: expect.stringContaining('25 sembako, ya <b>'),
      });
    });

    test('hands over a tap with the question and the key of its button', async () => {
      await started();
      await channel.send(subject.wire.person, question, 'r1');
      await subject.wire.taps('Ya, boleh');
      await arrived(1);
      expect(events[0]?.content).toEqual({ kind: 'choice', question: 'q7f3a9c2e', key: 'yes' });
      expect(events[0]?.from).toEqual(subject.wire.person);
    });

    test('still hands over a tap on an old button, with the old question', async () => {
      await started();
      await channel.send(subject.wire.person, question, 'r1');
      await channel.send(subject.wire.person, said({ text: 'Lain?', question: 'q2' }), 'r2');
      await subject.wire.taps('Tidak');
      await arrived(1);
      expect(events[0]?.content).toEqual({ kind: 'choice', question: 'q7f3a9c2e', key: 'no' });
    });

    fileContract(() => ({ subject, channel, keep, events, arrived, started }));

    test('gives an event that is delivered again the same id, or knows it itself', async () => {
      await channel.start(keep);
      await subject.wire.says('halo');
      await arrived(1);
      await subject.wire.redelivers();
      await subject.wire.says('lagi');
      await vi.waitFor(
        () => expect(events.at(-1)?.content).toEqual({ kind: 'text', text: 'lagi' }),
        5000,
      );
      const [first, ...later] = events.map(({ id }) => id);
      const last = later.pop();
      expect(later).toEqual(later.map(() => first));
      expect(last).not.toBe(first);
    });

    test('tells the network only after an event is kept: one that was not comes again, in its place', async () => {
      let tries = 0;
      await channel.start(async (event) => {
        tries += 1;
        if (tries === 1) throw new Error('not kept');
        events.push(event);
      });
      await Promise.all([subject.wire.says('satu'), subject.wire.says('dua')]);
      await arrived(2);
      expect(events.map((event) => event.content)).toEqual([
        { kind: 'text', text: 'satu' },
        { kind: 'text', text: 'dua' },
      ]);
      expect(tries).toBeGreaterThanOrEqual(3);
    });

    test('says when it is throttled, and for how long', async () => {
      await started();
      subject.wire.fails('throttled');
      expect(await channel.send(subject.wire.person, said({}), 'r1')).toEqual({
        ok: false,
        failure: 'throttled',
        after: subject.throttledFor,
      });
    });

    test.each<Failure>(['gone', 'unknown'])('says when a message ends as %s', async (how) => {
      await started();
      subject.wire.fails(how as 'gone' | 'unknown');
      const sent = await channel.send(subject.wire.person, said({}), 'r1');
      expect(sent).toEqual({ ok: false, failure: how });
    });

    test('knows that a network it cannot reach took nothing', async () => {
      const cut = subject.make('down');
      const sent = await cut.send(subject.wire.person, said({}), 'r1');
      expect(sent).toEqual({ ok: false, failure: 'unreachable' });
      expect(await subject.wire.heard()).toEqual([]);
      await cut.stop();
    });

    test('says a text of the full length, its markup not counted, and knows that a longer one is refused', async () => {
      await started();
      const full = 'a'.repeat(channel.limits.text);
      expect(
        await channel.send(subject.wire.person, said({ text: `**${full}**` }), 'r1'),
      ).toMatchObject({
        ok: true,
      });
      const longer = await channel.send(subject.wire.person, said({ text: `${full}a` }), 'r2');
      expect(longer).toEqual({ ok: false, failure: 'refused' });
      expect((await subject.wire.heard()).map((heard) => heard.text.length)).toEqual([full.length]);
    });

    test('shows as many buttons, as long, as its limits say, with the longest keys', async () => {
      await started();
      const options = Array.from({ length: channel.limits.buttons }, (_, index) => ({
        key: `${index}`.padEnd(40, 'k'),
        label: `${index}`.padEnd(channel.limits.label, '.'),
      }));
      const sent = await channel.send(
        subject.wire.person,
        said({ question: 'q'.repeat(23), options }),
        'r1',
      );
      expect(sent).toMatchObject({ ok: true });
      const heard = await subject.wire.heard();
      expect(heard[0]?.buttons).toHaveLength(channel.limits.buttons);
    });

    test('stops: waits for what is being handed over, then hears nothing, and nothing is lost', async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let begun = false;
      await channel.start(async (event) => {
        begun = true;
        await held;
        events.push(event);
      });
      const saying = subject.wire.says('satu');
      await vi.waitFor(() => expect(begun).toBe(true), 5000);
      let stopped = false;
      const stopping = channel.stop().then(() => {
        stopped = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(stopped).toBe(false);
      release();
      await stopping;
      await saying;
      expect(events.map((event) => event.content)).toEqual([{ kind: 'text', text: 'satu' }]);

      const later = subject.wire.says('dua');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(events).toHaveLength(1);
      channel = subject.make();
      await channel.start(keep);
      await later;
      await vi.waitFor(
        () => expect(events.at(-1)?.content).toEqual({ kind: 'text', text: 'dua' }),
        5000,
      );
    });

    test('is ready once it receives, and not before or after', async () => {
      expect(channel.health().ready).toBe(false);
      await channel.start(keep);
      await subject.wire.says('halo');
      await arrived(1);
      expect(channel.health().ready).toBe(true);
      await channel.stop();
      expect(channel.health().ready).toBe(false);
    });

    test('says which setting is missing or wrong, and does not run with it', async () => {
      expect(subject.misconfigured.length).toBeGreaterThan(0);
      for (const { channel: wrong, names } of subject.misconfigured) {
        await wrong.start(keep);
        await vi.waitFor(() => expect(wrong.health().detail).toMatch(names), 5000);
        expect(wrong.health().ready).toBe(false);
        await wrong.stop();
      }
    });

    test('writes nothing secret and nothing that people said to the log or the console', async () => {
      await channel.start(async (event) => {
        events.push(event);
        if (events.length === 1) throw new Error('not kept');
      });
      const saying = subject.wire.says('rahasia dapur');
      await vi.waitFor(() => expect(channel.health().ready).toBe(true), 5000);
      for (const how of ['throttled', 'unknown', 'gone'] as const) {
        subject.wire.fails(how);
        await channel.send(subject.wire.person, said({ text: 'rahasia bot' }), `r-${how}`);
      }
      await subject.make('down').send(subject.wire.person, said({ text: 'rahasia bot' }), 'r9');
      subject.wire.failsFetch('unreachable');
      await channel.fetch('rahasia-berkas');
      await subject.make('down').fetch('rahasia-berkas');
      await saying;
      await arrived(2);
      const seen = [...printed, ...subject.wire.reported()].join('\n');
      for (const secret of ['rahasia', subject.wire.person.account, ...subject.wire.secrets]) {
        expect(seen).not.toContain(secret);
      }
      expect(printed).toEqual([]);
    });
  });
}

import { throttledFor } from '../../../src/channels/whatsapp/failures.ts';
import { useDatabase } from '../../database.ts';
import { readScreen } from '../../whatsapp/screen.ts';
import type { Node } from '../../whatsapp/server/nodes.ts';
import { channelContract } from '../contract.ts';
import type { Heard, Subject } from '../wire.ts';
import { layGround } from './ground.ts';

const number = '6281200000012';
const database = useDatabase();

channelContract('WhatsApp', async (): Promise<Subject> => {
  const ground = await layGround(database);
  const { world, store, make, reported } = ground;
  const ani = world.person(number, 'Ani');
  const account = await store.contacts.of({ lid: ani.lid, pn: ani.jid });
  let newest: Node | undefined;
  const written = async (write: () => unknown) => {
    await write();
    newest = world.pending.at(-1) ?? newest;
    await world.settled();
  };

  return {
    make: (network) => make(network === 'down' ? { url: 'ws://127.0.0.1:9/ws/chat' } : {}),
    misconfigured: [
      { channel: make({ url: 'whatsapp' }), names: /WHATSAPP_SOCKET_URL/ },
      { channel: make({ load: async () => undefined }), names: /@whiskeysockets\/baileys/ },
    ],
    throttledFor,
    wire: {
      person: { channel: 'whatsapp', account },
      says: (text) => written(() => ani.says(text)),
      sendsFile: (kind, bytes) =>
        written(() =>
          ani.sendsFile(kind === 'photo' ? 'image' : 'document', bytes, {
            mimetype: kind === 'photo' ? 'image/jpeg' : 'application/pdf',
          }),
        ),
      failsFetch(how) {
        world.media.refuse.push(how === 'throttled' ? 429 : 503);
      },
      /** WhatsApp has no buttons: somebody quotes the message and types what stands before the choice. */
      async taps(label) {
        const quote = ani.inbox.findLast(({ text }) =>
          readScreen(text).choices.some((choice) => choice.label === label),
        );
        const choice = readScreen(quote?.text ?? '').choices.find((one) => one.label === label);
        if (!choice) throw new Error(`Nothing shows ${label}.`);
        await written(() => ani.says(choice.type, { quote }));
      },
      async redelivers() {
        if (newest) world.redeliver(newest);
      },
      heard: () =>
        Promise.all(
          ani.inbox.map(async (shown): Promise<Heard> => {
            const { text, bold, choices } = readScreen(shown.text);
            const file = await ani.fileIn(shown);
            return {
              text,
              bold,
              buttons: choices.map(({ label }) => label),
              ...(file && { file }),
            };
          }),
        ),
      fails(how) {
        if (how === 'throttled') world.faults.refuse.push('429');
        if (how === 'gone') world.faults.refuse.push('404');
        if (how === 'unknown') world.faults.acceptInSilence = 1;
      },
      reported: () => reported,
      secrets: [number, ani.lid, world.number],
      close: () => ground.close(),
    },
  };
});

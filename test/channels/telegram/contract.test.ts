import { createTelegram, type TelegramOptions } from '../../../src/channels/telegram/channel.ts';
import { startBotApi } from '../../telegram/bot-api/index.ts';
import { channelContract } from '../contract.ts';
import type { Heard, Subject } from '../wire.ts';

const token = '710001:test-token-that-is-secret';
const ani = 99_001_001;

channelContract('Telegram', async (): Promise<Subject> => {
  const server = await startBotApi({ token });
  const person = server.person({ id: ani, firstName: 'Ani', phone: '+6281200000012' });
  // They have written before, and that was received.
  const { updateId } = await person.starts();
  await fetch(`${server.root}/bot${token}/getUpdates?offset=${updateId + 1}`);
  let newest = updateId;
  const reported: string[] = [];

  const make = (changes: Partial<TelegramOptions> = {}) =>
    createTelegram({
      token,
      apiRoot: `${server.root}/`,
      hold: async (_, run, until) => run(until),
      report: (detail) => reported.push(detail),
      pollSeconds: 5,
      pause: (_, signal) => new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : 20)),
      ...changes,
    });

  return {
    make: (network) => make(network === 'down' ? { apiRoot: 'http://127.0.0.1:9' } : {}),
    misconfigured: [
      { channel: make({ token: '' }), names: /TELEGRAM_BOT_TOKEN/ },
      { channel: make({ token: 'halo' }), names: /TELEGRAM_BOT_TOKEN.*123456:/ },
      { channel: make({ token: '710001:revoked' }), names: /refuses.*TELEGRAM_BOT_TOKEN/ },
      { channel: make({ apiRoot: 'telegram' }), names: /TELEGRAM_API_ROOT/ },
    ],
    throttledFor: 2000,
    wire: {
      person: { channel: 'telegram', account: String(ani) },
      async says(text) {
        newest = (await person.says(text)).updateId;
      },
      async sendsFile(kind, bytes) {
        const sent =
          kind === 'photo'
            ? person.sendsPhoto(bytes)
            : person.sendsDocument(bytes, { name: 'surat.pdf' });
        newest = (await sent).updateId;
      },
      failsFetch(how) {
        const trouble = {
          throttled: { kind: '429', retryAfter: 2 },
          unreachable: '502-html',
        } as const;
        server.fail({ method: 'getFile', with: trouble[how] });
      },
      async taps(label) {
        newest = (await person.taps(label)).updateId;
      },
      redelivers: async () => server.redeliver(newest),
      heard: async () =>
        person.messages
          .filter((message) => message.from === 'bot')
          .map(
            ({ messageId, text, html, buttons, media }): Heard => ({
              ...(media && { file: person.fileIn(messageId) ?? new Uint8Array() }),
              text,
              bold: [...(html ?? '').matchAll(/<b>(.*?)<\/b>/g)].map((match) => match[1] ?? ''),
              buttons: buttons.flat(),
            }),
          ),
      fails(how) {
        const trouble = {
          throttled: { kind: '429', retryAfter: 2 },
          gone: '403',
          unknown: 'drop-after-accept',
        } as const;
        server.fail({ method: 'sendMessage', chat: ani, with: trouble[how] });
      },
      reported: () => reported,
      secrets: [token, 'secret'],
      close: () => server.close(),
    },
  };
});

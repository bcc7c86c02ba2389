import pino from 'pino';
import { startBot } from '../../scripts/bot.ts';
import { type App, createApp } from '../../src/app.ts';
import { type Jids, Overtaken, type WhatsappStore } from '../../src/channels/whatsapp/store.ts';
import { readConfig } from '../../src/config.ts';
import type { World as Book } from '../../src/flow/advance.ts';
import { createHttp, listen } from '../../src/http.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { openWhatsappStore } from '../../src/store/whatsapp.ts';
import type { BotApi } from '../telegram/bot-api/index.ts';
import { World } from '../whatsapp/server/world.ts';
import type { Ground } from './ground.ts';
import { until } from './phones.ts';
import type { Stage } from './play.ts';
import { simulatorPhones } from './simulator-phones.ts';
import { telegramPhones } from './telegram-phones.ts';
import { whatsappPhones } from './whatsapp-phones.ts';

/** The token of the tests' bot. */
export const token = '710001:invented';

export interface Running {
  /** `http://127.0.0.1:PORT`; of no use on Telegram. */
  root: string;
  stage: Stage;
  /** What the bot told its log, a line each: why it said that something went wrong. */
  faults?: string[];
  stop(): Promise<void>;
}

const onTelegram = (server: BotApi) => ({
  TELEGRAM_BOT_TOKEN: token,
  TELEGRAM_API_ROOT: server.root,
  DEMO: 'off',
});

async function withStore<T>({ env }: Ground, work: (store: WhatsappStore) => Promise<T>) {
  const { DATABASE_URL: url = '', DATA_KEY: key = '' } = env;
  const secrets = createSecrets(Buffer.from(key, 'base64'));
  const store = openWhatsappStore({ url, secrets, overtaken: Overtaken });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Links an installation to the server of the tests, as `npm run cli -- whatsapp pair` would. */
export const linkWhatsapp = (ground: Ground, world: World): Promise<void> =>
  withStore(ground, async ({ account }) => {
    const { epoch } = await account.take();
    await account.keepCreds(epoch, world.link.credentials(), true);
  });

/** Somebody who wrote before the talk, so that the bot may write to them. */
const met = (ground: Ground) => (jids: Jids) =>
  withStore(ground, async ({ contacts }) => {
    const contact = await contacts.of(jids);
    await contacts.heard(contact, { at: new Date(), late: false, message: '0' });
    return contact;
  });

const onWhatsapp = (world: World) => ({
  WHATSAPP: 'on',
  WHATSAPP_SOCKET_URL: world.url,
  DEMO: 'off',
});

/** Runs the bot as `npm start` does, in processes of its own, where it is only what people see of it. */
export async function runThere(
  ground: Ground,
  { telegram, whatsapp }: { telegram?: BotApi | undefined; whatsapp?: World | undefined } = {},
): Promise<Running> {
  if (whatsapp) await linkWhatsapp(ground, whatsapp);
  const env = {
    ...ground.env,
    ...(telegram ? onTelegram(telegram) : {}),
    ...(whatsapp ? onWhatsapp(whatsapp) : {}),
  };
  // Of several that start beside each other on a small machine the last one takes long.
  const bot = await startBot(env, { within: 120_000 });
  const phones = telegram
    ? telegramPhones(telegram)
    : whatsapp
      ? whatsappPhones(whatsapp, met(ground))
      : simulatorPhones(bot.url);
  return {
    root: bot.url,
    stage: { ground, phones },
    async stop() {
      await bot.stop();
    },
  };
}

/** Runs the bot within this process, where it can be seen when it has nothing more to say. */
export async function runHere(
  ground: Ground,
  { server, whatsapp, world }: { server?: BotApi; whatsapp?: World; world?: Book } = {},
): Promise<Running> {
  if (whatsapp) await linkWhatsapp(ground, whatsapp);
  const read = readConfig({
    ...ground.env,
    ...(server ? onTelegram(server) : {}),
    ...(whatsapp ? onWhatsapp(whatsapp) : {}),
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const faults: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void faults.push(line) });
  const app = await createApp(read.config, log, {
    clock: ground.clock,
    ...(world ? { world } : {}),
  });
  const served = await listen(createHttp(app), '127.0.0.1', 0);
  await app.start();
  const root = `http://127.0.0.1:${served.port}`;
  const phones = server
    ? telegramPhones(server)
    : whatsapp
      ? whatsappPhones(whatsapp, met(ground))
      : simulatorPhones(root, ground.newest);
  return {
    root,
    faults,
    // On WhatsApp a chat is known by an account of our own making, which Redis cannot be asked about from here.
    stage:
      whatsapp && ground.env.REDIS_URL
        ? { ground, phones }
        : { ground, phones, quiet: (people) => quiet(app, ground, server ?? whatsapp, people) },
    async stop() {
      await app.stop();
      await served.close();
    },
  };
}

/** Nothing is left to be taken, said or told, seen twice in a row: a notice may bring a question after it. */
async function quiet(
  app: App,
  ground: Ground,
  server: BotApi | World | undefined,
  people: { account: string; chat: number }[],
): Promise<void> {
  let times = 0;
  const isOwing = async () => {
    // What Telegram has and the bot has not fetched yet.
    if (server instanceof World) {
      await server.settled();
      if (server.pending.length > 0) return true;
    } else if (server && server.pending > 0) return true;
    // With Redis each chat has to be asked about; without it the records tell all of it.
    if (!ground.env.REDIS_URL) return ground.owes();
    for (const { account, chat } of people) {
      const address = server
        ? ({ channel: 'telegram', account: String(chat) } as const)
        : ({ channel: 'simulator', account } as const);
      if ((await app.pending(address)) > 0) return true;
    }
    return (await app.owed()) > 0;
  };
  const isQuiet = await until(
    async () => {
      times = (await isOwing()) ? 0 : times + 1;
      return times === 2;
    },
    { within: 150_000, every: 40 },
  );
  if (!isQuiet) throw new Error('The bot had more to say for minutes.');
}

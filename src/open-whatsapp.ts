import { joinChats } from './aid/merge.ts';
import { createWhatsapp, type Whatsapp } from './channels/whatsapp/channel.ts';
import { Overtaken, type WhatsappStore } from './channels/whatsapp/store.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import type { Log } from './log.ts';
import { bindRecords } from './records.ts';
import { hold } from './store/advisory.ts';
import { isInfrastructure } from './store/failure.ts';
import type { Secrets } from './store/secrets.ts';
import { openWhatsappStore } from './store/whatsapp.ts';
import { type Joining, StillTalking } from './store/whatsapp-contacts.ts';

/** How the rest of the bot takes it that two contacts are one human being. */
interface Life {
  /** What a chat has that is not answered or not said yet. */
  pending(chat: string): Promise<number>;
  now(): Date;
  fault(error: unknown): void;
}

/** Without a `life`, as at the command line, contacts are looked at and never joined. */
export const openWhatsappRecords = (
  { database, secrets }: Foundation,
  life?: Life,
): WhatsappStore =>
  openWhatsappStore({
    url: database.url,
    secrets,
    overtaken: Overtaken,
    ...(life && { joining: joiningIn(secrets, life) }),
  });

const joiningIn = (secrets: Secrets, { pending, now, fault }: Life): Joining => ({
  busy: async (chat) => (await pending(chat)) > 0,
  join: (db, chats) => joinChats(bindRecords(secrets)(db, now()), chats, now()),
  fault,
});

/** The channel over these records, where WHATSAPP=on; its connections are closed with the others. */
export function openWhatsapp(
  { whatsapp, whatsappUrl, publicUrl }: Config,
  {
    foundation,
    log,
    ended,
    ...life
  }: { foundation: Foundation; log: Log; ended(reason: string): void } & Life,
  closing: (() => Promise<void> | void)[],
): Whatsapp | undefined {
  if (!whatsapp) return undefined;
  const store = openWhatsappRecords(foundation, life);
  closing.push(() => store.close());
  const { url } = foundation.database;
  return createWhatsapp({
    store,
    url: whatsappUrl,
    publicUrl,
    hold: (name, run, until) => hold(url, name, run, { stop: until }),
    report: (detail) => log.info({ channel: 'whatsapp' }, detail),
    count: ended,
    fault: (error) => {
      if (!isInfrastructure(error) && !(error instanceof StillTalking)) life.fault(error);
    },
  });
}

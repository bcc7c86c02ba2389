import { createWhatsapp, type Whatsapp } from './channels/whatsapp/channel.ts';
import { Overtaken, type WhatsappStore } from './channels/whatsapp/store.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import type { Log } from './log.ts';
import { hold } from './store/advisory.ts';
import { openWhatsappStore } from './store/whatsapp.ts';

export const openWhatsappRecords = ({ database, secrets }: Foundation): WhatsappStore =>
  openWhatsappStore({ url: database.url, secrets, overtaken: Overtaken });

/** The channel over these records, where WHATSAPP=on; its connections are closed with the others. */
export function openWhatsapp(
  { whatsapp, whatsappUrl, publicUrl }: Config,
  { foundation, log, ended }: { foundation: Foundation; log: Log; ended(reason: string): void },
  closing: (() => Promise<void> | void)[],
): Whatsapp | undefined {
  if (!whatsapp) return undefined;
  const store = openWhatsappRecords(foundation);
  closing.push(() => store.close());
  const { url } = foundation.database;
  return createWhatsapp({
    store,
    url: whatsappUrl,
    publicUrl,
    hold: (name, run, until) => hold(url, name, run, { stop: until }),
    report: (detail) => log.info({ channel: 'whatsapp' }, detail),
    count: ended,
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import QRCode from 'qrcode';
import { loadLibrary, missing } from './channels/whatsapp/library.ts';
import { servePairPage } from './channels/whatsapp/pair-page.ts';
import { pair } from './channels/whatsapp/pairing.ts';
import { stoppedBy, unpaired } from './channels/whatsapp/reasons.ts';
import type { WhatsappStore } from './channels/whatsapp/store.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import { openWhatsappRecords } from './open-whatsapp.ts';
import { hold, tryLock } from './store/advisory.ts';

/** What a command prints, and whether it did what it was asked. */
type Say = (line: string) => void;

/** `npm run cli -- whatsapp pair|status|logout|resume`. Gives whether it did what it was asked. */
export async function runWhatsapp(
  verb: string,
  {
    foundation,
    config,
    phone,
    say,
  }: { foundation: Foundation; config: Config; phone?: string | undefined; say: Say },
): Promise<boolean> {
  const store = openWhatsappRecords(foundation);
  const { url } = foundation.database;
  try {
    if (verb === 'status') return await tellStatus(store, url, config, say);
    if (verb === 'logout') return await logout(store, url, say);
    if (verb === 'resume') {
      await store.account.lift();
      say(
        'A bot that had stopped connects again within seconds; notices that were held go out within the hour, one by one. Watch the number: docs/operating.md.',
      );
      return true;
    }
    return await pairHere(store, foundation, config, { phone, say });
  } finally {
    await store.close();
  }
}

async function tellStatus(
  store: WhatsappStore,
  url: string,
  config: Config,
  say: Say,
): Promise<boolean> {
  const { paired, restricted, stopped, detail } = await store.account.look();
  const lock = await tryLock(url, 'whatsapp');
  await lock?.release();
  say(config.whatsapp ? 'WHATSAPP is on.' : 'WHATSAPP is off: set WHATSAPP=on to start it.');
  say(paired ? 'Linked to a phone.' : unpaired);
  say(lock ? 'No process holds the connection now.' : 'A process holds the connection.');
  if (stopped) say(stoppedBy(stopped));
  else if (detail) say(`Last: ${detail}`);
  if (restricted) {
    const at = restricted.at.toISOString();
    say(
      `Restricted since ${at} (code ${restricted.code}): nothing is sent unasked. When the number is well again: npm run cli -- whatsapp resume`,
    );
  }
  return paired;
}

/** Whoever holds the connection says good-bye to WhatsApp; where nobody does, the keys are deleted here. */
async function logout(store: WhatsappStore, url: string, say: Say): Promise<boolean> {
  if (!(await store.account.look()).paired) {
    say('WhatsApp is not linked.');
    return true;
  }
  const { stopped } = await store.account.look();
  await store.account.want('logout');
  // Where all have stopped, nobody will answer.
  for (let waits = stopped ? 50 : 0; waits < 50; waits++) {
    if (!(await store.account.look()).paired) {
      say('Unlinked, and the keys are deleted.');
      return true;
    }
    await delay(200);
  }
  const lock = await tryLock(url, 'whatsapp');
  if (!lock) {
    say(
      'The process that holds the connection did not answer within ten seconds: it unlinks as soon as it is connected.',
    );
    return false;
  }
  const { epoch } = await store.account.take();
  await store.account.forget(epoch);
  await lock.release();
  say(
    'The keys are deleted. No process was connected, so unlink it on the phone too: Settings → Linked devices.',
  );
  return true;
}

async function pairHere(
  store: WhatsappStore,
  { database }: Foundation,
  config: Config,
  { phone, say }: { phone?: string | undefined; say: Say },
): Promise<boolean> {
  const library = await loadLibrary();
  if (!library) {
    say(missing);
    return false;
  }
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const page = await servePairPage((qr) => QRCode.toString(qr, { type: 'svg' }));
  // As WhatsApp wants it: with the country, 628…; 0812… is how one writes it at home.
  const number = phone?.replace(/\D/g, '').replace(/^0/, '62');
  if (!number)
    say(`Scan on the phone: WhatsApp → Settings → Linked devices. As a page, once: ${page.link}`);
  const paired = await pair({
    library,
    store,
    url: config.whatsappUrl,
    hold: (name, run, until) => hold(database.url, name, run, { stop: until }),
    show(qr) {
      page.show(qr);
      if (!process.stdout.isTTY) return say(`qr ${qr}`);
      void QRCode.toString(qr, { type: 'terminal', small: true }).then(say);
    },
    code: number
      ? { number, show: (code) => say(`Type this code on the phone: ${code}`) }
      : undefined,
    tell: say,
    until: stopping.signal,
  });
  const sentence =
    paired === 'linked'
      ? 'Linked. The bot goes on with it by itself, where WHATSAPP=on.'
      : paired === 'already'
        ? 'WhatsApp is linked already. To link another phone: npm run cli -- whatsapp logout'
        : paired === 'given-up'
          ? 'Not linked.'
          : paired.refused;
  say(sentence);
  await page.close(sentence);
  return paired === 'linked';
}

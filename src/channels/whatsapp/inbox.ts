import type { WAMessageKey } from '@whiskeysockets/baileys';
import type { Receive } from '../../chat/channel.ts';
import type { Content, Incoming, Outgoing } from '../../chat/message.ts';
import type { Baileys } from './library.ts';
import { meansOwnNumber, optionOf } from './manner.ts';
import { type Read, readMessage } from './read.ts';
import { keepResent, resentIn } from './resent.ts';
import type { At, KeptMessage } from './safe-signal.ts';
import type { Jids, JournalRow, WhatsappStore } from './store.ts';

/** What came so long (ms) after it was written is answered with an apology. */
const lateAfter = 3600_000;
const batch = 100;
const waits = [50, 200, 500, 1000, 2000, 5000, 10_000];

export interface InboxSettings {
  baileys: Baileys;
  store: WhatsappStore;
  receive: Receive;
  now(): number;
  /** Something could not be read, or handed over: the operator is told its kind. */
  fault?: ((error: unknown) => void) | undefined;
  /** A message of that contact was handed over. */
  took(contact: string, key: WAMessageKey): void;
  at?: At | undefined;
}

/** WhatsApp said which two addresses are one person's: kept in the journal like a message. */
interface KeptMapping {
  mapping: Jids;
}

export interface Inbox {
  /** Something was kept. */
  wake(): void;
  /** Takes nothing new, and waits for what is being handed over. */
  stop(): Promise<void>;
}

/**
 * Hands over what the journal holds, oldest first, until somebody has answered for it: one person's messages in order and none
 * past a failure, others going on meanwhile.
 */
export function startInbox(settings: InboxSettings): Inbox {
  const { journal } = settings.store;
  let stopped = false;
  let again = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    again = true;
    if (stopped || running) return;
    clearTimeout(timer);
    running = work()
      .catch(() => false)
      .then((complete) => {
        running = undefined;
        failures = complete ? 0 : failures + 1;
        if (stopped) return;
        if (again) wake();
        else if (!complete) timer = setTimeout(wake, waits[Math.min(failures, waits.length) - 1]);
      });
  }

  /** False when something was not kept and is to be handed over again. */
  async function work(): Promise<boolean> {
    again = false;
    const held = new Set<string>();
    let rows: JournalRow[] = [];
    // Past those that are held: whatever one person has waiting keeps nobody else's from being seen.
    do {
      rows = await journal.undone(batch, rows.at(-1));
      for (const row of rows) {
        if (stopped) return true;
        if (await handOver(settings, row, held)) again = true;
      }
    } while (rows.length === batch);
    return held.size === 0;
  }

  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Gives whether it has put something more into the journal. */
async function handOver(
  settings: InboxSettings,
  row: JournalRow,
  held: Set<string>,
): Promise<boolean> {
  const { baileys, store, now, fault } = settings;
  const { journal } = store;
  try {
    const kept = legible(() => parsed(baileys, row));
    if ('mapping' in kept) {
      await heed(store, kept.mapping, row.id);
      return false;
    }
    const read = legible(() => readMessage(baileys, kept, row.id));
    const resent = legible(() => resentIn(baileys, kept));
    for (const message of resent) {
      await keepResent(baileys, journal, { message, place: row.place });
    }
    if (!read) {
      await journal.done(row.id);
      return resent.length > 0;
    }
    const names: string[] = Object.values(read.from);
    try {
      if (names.some((name) => held.has(name))) return false;
      if ((kept.awaitedUntil ?? 0) > now()) throw new Awaited();
      await handOverRead(settings, { row, read, isCall: kept.key.isCall }, { names, held });
    } catch (error) {
      for (const name of names) held.add(name);
      if (!(error instanceof Awaited)) fault?.(error);
    }
  } catch (error) {
    // Others go on; it is tried a few times more.
    held.add(row.id);
    fault?.(error);
    if (error instanceof Unreadable) await journal.fault(row.id);
  }
  return false;
}

/** Our own phone may still tell what it was. */
class Awaited extends Error {}
/** It never will be read, whatever goes on here. */
class Unreadable extends Error {}

function legible<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Unreadable('A message in the journal of WhatsApp cannot be read.');
  }
}

function parsed({ BufferJSON }: Baileys, { body }: JournalRow): KeptMessage | KeptMapping {
  if (body === undefined) throw new Unreadable();
  return JSON.parse(body, BufferJSON.reviver);
}

/** Two who turn out to be one are joined between two messages, never while one is handed over. Nobody else is anybody's contact. */
async function heed({ contacts, journal }: WhatsappStore, jids: Jids, row: string): Promise<void> {
  if (await contacts.knows(jids)) await contacts.of(jids);
  await journal.emptied(row);
}

async function handOverRead(
  { store, receive, now, took, at: come }: InboxSettings,
  { row, read, isCall }: { row: JournalRow; read: Read; isCall: boolean | undefined },
  { names, held }: { names: string[]; held: Set<string> },
): Promise<void> {
  const { journal, contacts } = store;
  const contact = await contacts.of(await bothOf(store, read.from));
  names.push(contact);
  if (held.has(contact)) return;
  const [at, late] = [read.stamp * 1000, now() - read.stamp * 1000 > lateAfter];
  await contacts.heard(contact, { at: new Date(at), late, message: row.id });
  const meant = await referred(store, contact, read);
  if (meant) {
    come?.('handler');
    await receive({
      id: read.id,
      from: { channel: 'whatsapp', account: contact },
      order: row.place,
      ...meant,
    });
    come?.('handled');
    if (!isCall) took(contact, read.key);
  }
  await journal.done(row.id, contact);
}

/** With the other address too, where Baileys has learnt it before they wrote: it notes `628…` → `96…`, and `96…_reverse` → `628…`. */
async function bothOf({ keys }: WhatsappStore, jids: Jids): Promise<Jids> {
  const { lid, pn } = jids;
  if ((lid === undefined) === (pn === undefined)) return jids;
  const user = (lid ?? pn ?? '').split('@')[0];
  const name = `lid-mapping:${user}${lid === undefined ? '' : '_reverse'}`;
  const found = (await keys.read([name])).get(name);
  if (found === undefined) return jids;
  const other = String(JSON.parse(found));
  return lid === undefined
    ? { pn: pn ?? '', lid: `${other}@lid` }
    : { lid, pn: `${other}@s.whatsapp.net` };
}

type Meant = Pick<Incoming, 'content' | 'quotes'>;

/** A quote names a question by the message that asked it; with the number of one of its choices it is a tap on that choice. */
async function referred(
  store: WhatsappStore,
  contact: string,
  read: Read,
): Promise<Meant | undefined> {
  const { content, about } = read;
  const said = about === undefined ? undefined : await store.sent.find(about);
  const asked = said && said.contact === contact ? (JSON.parse(said.body) as Outgoing) : undefined;
  const question = asked?.question;
  if (content.kind === 'reaction') {
    const isYes = /^👍/u.test(content.text);
    return isYes && question !== undefined
      ? { content: { kind: 'text', text: '👍' }, quotes: question }
      : undefined;
  }
  const quotes = question === undefined ? {} : { quotes: question };
  if (content.kind !== 'text') return { content, ...quotes };
  const option = asked && question !== undefined ? optionOf(asked, content.text) : undefined;
  if (option && question !== undefined) {
    return { content: { kind: 'choice', question, key: option.key } };
  }
  const own = await ownNumber(store, contact, content.text);
  return { content: own ?? content, ...quotes };
}

/** Where a number was asked for, "nomor ini" is the one that they write from, as if they had shared it. */
async function ownNumber(
  store: WhatsappStore,
  contact: string,
  text: string,
): Promise<Content | undefined> {
  if (!meansOwnNumber(text)) return undefined;
  const newest = await store.sent.newest(contact);
  const asked = newest && (JSON.parse(newest.body) as Outgoing);
  if (asked?.requests !== 'contact') return undefined;
  const { pn } = (await store.contacts.reach(contact)) ?? {};
  return pn === undefined
    ? undefined
    : { kind: 'contact', phone: `+${pn.split('@')[0]}`, own: true };
}

import type { Label } from '../chat/message.ts';

/** How long something about people is kept. */
export interface Kept {
  days: number;
  /** As the bot's sentences and docs/privacy.md say it: "paling lama 2 tahun sesudah kabar terakhir". */
  words: Label;
}

const kept = (days: number, id: string, en: string): Kept => ({ days, words: { id, en } });

/**
 * The retention table: the one source of every period. The job keeps it (`sweep.ts`, `aid/data/silent.ts`), the bot's texts
 * quote it (`data.terms`), and docs/privacy.md holds the same words (`test/docs.test.ts`).
 */
export const retention = {
  /** A person, and with them all that is theirs, from the last that was heard of them: a message, a promise, an office. */
  person: kept(
    730,
    'paling lama 2 tahun sesudah kabar terakhir',
    'for 2 years at most after you were last heard of',
  ),
  /** Somebody who has withdrawn their consent and did not have themselves erased. */
  withdrawn: kept(30, 'paling lama 30 hari lagi', 'for 30 more days at most'),
  /** Where a conversation stands, and the account that it is held with: all there is of somebody who never agreed. */
  conversation: kept(
    90,
    'paling lama 90 hari sesudah pesan terakhir',
    'for 90 days at most after the last message',
  ),
  /** From the wish to be erased to the last trace, where something has to be said first. */
  erasing: kept(3, 'paling lama 3×24 jam', 'within 3×24 hours at most'),
  /** The words that fill a notice, once it was sent. */
  noticeWords: kept(2, '2 hari sesudah terkirim', 'for 2 days after it was sent'),
  /** What the bot answered, once it was said; and the ids by which a repeated delivery is recognised. */
  replies: kept(2, '2 hari sesudah terkirim', 'for 2 days after it was said'),
  /** That a turn took place: a keyed hash and a time, without words. */
  turns: kept(35, '35 hari', 'for 35 days'),
  /** A message that could not be handled. */
  deadLetters: kept(30, '30 hari', 'for 30 days'),
  /** A report of a levy, once an admin has settled it. */
  reports: kept(730, '2 tahun sesudah selesai', 'for 2 years after it was settled'),
  /** Whom an invitation was for, once it was used or is over. */
  invitations: kept(30, '30 hari sesudah berlaku', 'for 30 days after it was used or ran out'),
  /** What the simulator's phones said, heard and hold. */
  simulator: kept(90, '90 hari', 'for 90 days'),
  /** What came and went on WhatsApp: it delivers again for about 30 days, and phones ask for a message again. */
  whatsapp: kept(35, '35 hari', 'for 35 days'),
  /** The addresses of somebody on WhatsApp, after their erasure: so long its answer may take to reach them. */
  whatsappAddress: kept(1, 'sehari sesudah dihapus', 'for a day after the erasure'),
  /** Whose contact an account was shown, which places it registered and how many codes it tried, after its erasure. */
  shownBefore: kept(1, 'paling lama sehari sesudah dihapus', 'for a day at most after the erasure'),
  /** A file behind a link. */
  links: kept(1, 'paling lama sehari', 'for a day at most'),
} as const satisfies Record<string, Kept>;

export type KeptThing = keyof typeof retention;

const day = 24 * 3600_000;

/** Milliseconds that it is kept. */
export const timeOf = (thing: KeptThing): number => retention[thing].days * day;

/** What is older than this has been kept long enough. */
export const keptSince = (thing: KeptThing, now: Date): Date =>
  new Date(now.getTime() - timeOf(thing));

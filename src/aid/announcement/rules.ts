import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Label } from '../../chat/message.ts';

/** For whom an announcement is: a role, and where wanted an area, a field, and how their commitments stand. */
export const audienceShape = z.object({
  who: z.enum(['rw', 'panti', 'pesantren', 'heads', 'donors', 'staff', 'all']),
  /** The code of a kota, kecamatan or kelurahan. */
  area: z.string().optional(),
  field: z.string().optional(),
  /** Of donors and heads: a promise not contacted, under way, or received; of heads: something still lacking. */
  state: z.enum(['uncontacted', 'living', 'received', 'open']).optional(),
  /** Exactly those who got that announcement; the rest then says how they are named. */
  corrects: z.string().optional(),
});
export type Audience = z.infer<typeof audienceShape>;
export type Who = Audience['who'];

export const whoLabels: Record<Who, Label> = {
  rw: { id: 'Ketua RW', en: 'RW heads' },
  panti: { id: 'Ketua panti', en: 'Heads of panti' },
  pesantren: { id: 'Ketua pesantren', en: 'Heads of pesantren' },
  heads: { id: 'Ketua RW, panti, dan pesantren', en: 'Heads of RW, panti and pesantren' },
  donors: { id: 'Donatur', en: 'Donors' },
  staff: { id: 'Petugas dan admin', en: 'Officers and admins' },
  all: { id: 'Orang yang terdaftar', en: 'People registered here' },
};

export const stateLabels: Record<NonNullable<Audience['state']>, Label> = {
  uncontacted: { id: 'komitmennya belum dihubungi', en: 'with a commitment not contacted yet' },
  living: { id: 'komitmennya sedang berjalan', en: 'with a commitment under way' },
  received: { id: 'komitmennya sudah diterima', en: 'with a commitment received' },
  open: { id: 'masih kurang bantuan', en: 'still lacking aid' },
};

/** Characters that an admin may write: with the footer it stays within a phone's screen (VOICE §5). */
export const longestText = 600;

/** Days without a word after which WhatsApp's people get it when they write again (channels/whatsapp/governor.ts). */
export const silentDays = 3;
/** Days that it waits for them; then it is told as expired. */
export const waitsDays = 14;

/** Why somebody was passed over, as `recipient.why` keeps it. */
export const skipReasons = [
  'quiet',
  'unreachable',
  'unserved',
  'twice',
  'erased',
  'stopped',
] as const;

/** `P-118` */
export const numberOf = ({ number }: { number: number }): string => `P-${number}`;

/** Which text of a draft it is. */
export const versionOf = ({ changedAt }: { changedAt: Date }): string =>
  String(changedAt.getTime());

const numbered = /\bp\s?[-–]?\s?(\d{1,6})\b/gi;

/** The numbers somewhere in a forwarded text, each once; the one in the footer, below all else, comes first. */
export const numbersIn = (text: string): number[] => [
  ...new Set([...text.matchAll(numbered)].map(([, digits]) => Number(digits)).reverse()),
];

/** The number in `cek P-118`, `p 118`. */
export const numberIn = (text: string): number | undefined => numbersIn(text).at(-1);

/** What a text may be filled with: `{rw}` of an RW head alone. */
export function placeholdersOf(who: Who): string[] {
  if (who === 'rw') return ['nama', 'rw', 'kelurahan'];
  if (who === 'panti' || who === 'pesantren' || who === 'heads')
    return ['nama', 'tempat', 'kelurahan'];
  return ['nama'];
}

/** What a text can look like. Braces in a flow's own text would be filled there. */
export const exampleText = '{nama}, tahap 1 dibuka.';

const braced = /\{\s*([^{}]{0,40}?)\s*\}/g;

/** The first thing in braces that is none, with the nearest one that is: `{nma}` → `{nama}`. */
export function strangePlaceholder(
  text: string,
  who: Who,
): { wrong: string; near: string | undefined } | undefined {
  const known = placeholdersOf(who);
  for (const [whole, name = ''] of text.matchAll(braced)) {
    if (known.includes(name)) continue;
    const near = [...known].sort((a, b) => distance(a, name) - distance(b, name))[0];
    const isNear = near !== undefined && distance(near, name.toLowerCase()) <= 3;
    return { wrong: whole, near: isNear ? `{${near}}` : undefined };
  }
  return undefined;
}

/** The text with each name in its place; who has none is *Bapak/Ibu*. */
export const filledWith = (text: string, words: Partial<Record<string, string>>): string =>
  text.replace(braced, (whole, name: string) => words[name] ?? whole);

/** What stands under every announcement: no fee, how to check it, how to have no more. */
export function footerOf(number: string, language: 'id' | 'en'): string {
  return language === 'id'
    ? `Gratis. Ada yang minta uang: ketik **lapor**.\nPengumuman ${number} · asli atau bukan: ketik **cek ${number}** · berhenti: ketik **berhenti**`
    : `Free of charge. If anybody asks for money: type **report**.\nAnnouncement ${number} · genuine or not: type **check ${number}** · no more: type **unsubscribe**`;
}

/** The text as it is told, with its first line where it corrects another. */
export function toldText(
  { number, textId, textEn }: { number: number; textId: string; textEn: string | null },
  {
    words,
    language,
    corrects,
  }: {
    words: Partial<Record<string, string>>;
    language: 'id' | 'en';
    corrects?: string | undefined;
  },
): string {
  const spoken = language === 'en' && textEn !== null ? 'en' : 'id';
  const text = filledWith(spoken === 'en' ? (textEn ?? textId) : textId, words);
  const first =
    corrects === undefined
      ? ''
      : spoken === 'en'
        ? `**Correction of ${corrects}.**\n`
        : `**Ralat ${corrects}.**\n`;
  return `${first}${text}\n${footerOf(numberOf({ number }), spoken)}`;
}

/** So many of the last ended, and so great a part of them, not arrived: it pauses by itself. */
const tooMany = { least: 20, part: 0.2 };
export const failsTooMuch = ({ ended, lost }: { ended: number; lost: number }): boolean =>
  lost >= tooMany.least && lost >= ended * tooMany.part;

/**
 * Messages a second that announcements and notices may take: of the 30 that Telegram allows, the rest is for replies and for
 * messages that a slow network brings in a bunch.
 */
export const perSecond = { telegram: 22, simulator: 22, whatsapp: 0.15 } as const;

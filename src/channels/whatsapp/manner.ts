// How the bot speaks on WhatsApp, whatever carries it: markup, numbered choices, limits. Of Baileys it knows nothing, so
// that the official Cloud API would be another transport beside it.
import { withoutBold } from '../../chat/bold.ts';
import { backKey, letters } from '../../chat/marks.ts';
import type { Language, Option, Outgoing } from '../../chat/message.ts';
import { asBold, escaped, stilled } from '../../chat/starred.ts';
import { linesOf } from '../lines.ts';

/** Characters of a message at most. WhatsApp itself takes more, and folds what is longer than a screen. */
export const longest = 4096;
export const longestCaption = 1024;

const words = {
  number: { id: 'Balas angkanya.', en: 'Reply with its number.' },
  letter: { id: 'Balas hurufnya.', en: 'Reply with its letter.' },
  back: { id: 'ketik *kembali*.', en: 'type *back*.' },
  own: {
    id: 'Nomor WhatsApp ini: balas *nomor ini*.',
    en: 'This WhatsApp number: reply *this number*.',
  },
  link: {
    id: 'Buka di sini, sekali saja, paling lama sehari:',
    en: 'Open it here, once, within a day:',
  },
  late: {
    id: 'Maaf, pesan tadi baru bisa kami baca sekarang.',
    en: 'Sorry, we could read what you wrote only now.',
  },
} as const satisfies Record<string, Record<Language, string>>;

/**
 * The message as WhatsApp shows it: bold between single stars, choices as lines.
 *
 *     Boleh kami simpan? Balas angkanya.
 *     1. Ya, boleh
 *     2. Tidak
 *     0. Kembali
 *
 *     Mau bantu berapa paket? Misalnya: 75.
 *     Kembali: ketik *kembali*.
 */
export function written(
  message: Outgoing,
  more: { late?: boolean; ownNumber?: boolean } = {},
): string {
  const { language = 'id' } = message;
  const choices = message.options.filter(({ key }) => key !== backKey);
  const hint =
    choices.length > 0
      ? words[message.marks === 'numbers' ? 'number' : 'letter'][language]
      : undefined;
  const said = { ...message, text: message.text.trimEnd() };
  const lines = linesOf(
    { ...said, text: escaped(said.text), options: said.options.map(asTyped) },
    {
      bold: asBold,
      back: ({ label }) => `${label}: ${words.back[language]}`,
      ...(hint && { hint }),
    },
  );
  const offer = message.requests === 'contact' && more.ownNumber ? [words.own[language]] : [];
  return [...(more.late ? [words.late[language]] : []), lines, ...offer].join('\n');
}

const asTyped = ({ key, label }: Option): Option => ({
  key,
  label: stilled(label),
});

/** The words that would have stood below a file, and a link to it. */
export const withLink = (message: Outgoing, link: string): string =>
  `${written(message)}\n\n${words.link[message.language ?? 'id']}\n${link}`;

/** What counts against the limit. */
export const lengthOf = ({ text }: Outgoing): number => withoutBold(text).length;

/** The option of that very message whose number, letter or whole words were typed: as good as a tap on it. */
export function optionOf(message: Outgoing, typed: string): Option | undefined {
  const said = typed
    .trim()
    .replace(/[.)\s]+$/, '')
    .toLowerCase();
  const back = message.options.find(({ key }) => key === backKey);
  const choices = message.options.filter(({ key }) => key !== backKey);
  const byWords = message.options.find(({ label }) => label.toLowerCase() === said);
  if (byWords) return byWords;
  if (message.marks === 'letters') {
    return said.length === 1 ? choices[letters.indexOf(said.toUpperCase())] : undefined;
  }
  if (said === '0') return back;
  return /^\d$/.test(said) ? choices[Number(said) - 1] : undefined;
}

/** `nomor ini`, `hp ini aja`, `yg ini`: the number that they write from, where one was asked for. */
export const meansOwnNumber = (typed: string): boolean =>
  /^(?:(?:pakai|pake|ke|kirim|use|my|yg|yang)\s+)?(?:(?:nomor|nomer|no|hp|wa|whatsapp|this|number)\s+){0,3}(?:ini|saya|number|one)(?:\s+(?:aja|saja|please))?[.!]?$/i.test(
    typed.trim(),
  );

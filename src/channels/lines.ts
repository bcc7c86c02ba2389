import { spansOf } from '../chat/bold.ts';
import { backKey, letters } from '../chat/marks.ts';
import type { Option, Outgoing } from '../chat/message.ts';

export interface LineStyle {
  /** How bold is written: `*…*` on WhatsApp, an escape in a terminal. Plain without it. */
  bold?: (text: string) => string;
  /** How a choice is made here, said at the end of the text when there is one: `Balas angkanya.` */
  hint?: string;
  /** How the way back is said where it is a word to be typed, also when it is all that can be chosen. */
  back?: (back: Option) => string;
}

/**
 * A message for a channel without buttons: its text, then a line for each choice.
 *
 *     Boleh kami simpan?
 *     1. Ya, boleh
 *     2. Tidak
 *     0. Kembali
 *
 * Among lettered choices `0` may be an answer: there the way back is a word to type. A choice beyond the ninth letter gets a dot; its words can still be typed.
 */
export function linesOf(message: Outgoing, style: LineStyle = {}): string {
  const bold = style.bold ?? ((text) => text);
  const text = spansOf(message.text)
    .map((span) => (span.bold ? bold(span.text) : span.text))
    .join('');
  const choices = message.options.filter((option) => option.key !== backKey);
  const hint = choices.length > 0 && style.hint !== undefined ? ` ${style.hint}` : '';
  return [`${text}${hint}`, ...choices.map(line(message.marks)), ...wayBack(message, style)].join(
    '\n',
  );
}

/** `[Kembali]` last, wherever the flow listed it. */
export function backLast(options: readonly Option[]): Option[] {
  return [
    ...options.filter((option) => option.key !== backKey),
    ...options.filter((option) => option.key === backKey),
  ];
}

function line(marks: Outgoing['marks']) {
  return (option: Option, index: number): string => {
    if (marks === 'numbers') return `${index + 1}. ${option.label}`;
    const letter = letters[index];
    return letter === undefined ? `• ${option.label}` : `${letter}. ${option.label}`;
  };
}

function wayBack(message: Outgoing, style: LineStyle): string[] {
  const back = message.options.find((option) => option.key === backKey);
  if (!back) return [];
  if (message.marks === 'numbers') return [`0. ${back.label}`];
  if (style.back) return [style.back(back)];
  if (message.options.length === 1) return [];
  return [message.language === 'en' ? 'To go back, type back.' : 'Mundur: ketik kembali.'];
}

/**
 * How a text is written where bold stands between single stars, as on WhatsApp: `**cek P-118**` → `*cek P-118*`. It rests on
 * no channel, so that a preview elsewhere shows what that channel will be given.
 */
import { spansOf } from './bold.ts';

/** Keeps WhatsApp from reading what people typed as its markup, unseen: `_ok_` is shown as it was typed. */
const still = '\u200b';
const markup = /[*_~`]/g;
/** At the beginning of a line these are a quote, a bullet, a numbered step: `> 50 KK` would be shown without its sign. */
const lineMarkup = /^([ \t]*)(?=>|- |\d+[.)] )/gm;
/** An address leads to where it was typed, and nowhere else with something unseen in it. */
const address = /(https?:\/\/\S+)/;

export const stilled = (text: string): string =>
  text
    .split(address)
    .map((part, index) => (index % 2 === 0 ? part.replace(markup, `${still}$&${still}`) : part))
    .join('');

/** Our own bold stays as it is; every other sign that would be read gets something unseen before it. */
export function escaped(text: string): string {
  return spansOf(text.replace(lineMarkup, `$1${still}`))
    .map((span) =>
      span.bold ? `**${stilled(span.text).replace(/^\u200b|\u200b$/g, '')}**` : stilled(span.text),
    )
    .join('');
}

export const asBold = (text: string): string => `*${text}*`;

/** The text as it is written there. */
export const starred = (text: string): string =>
  spansOf(escaped(text))
    .map((span) => (span.bold ? asBold(span.text) : span.text))
    .join('');

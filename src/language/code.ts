import { readable } from './plain.ts';
import { type Reading, unknown } from './reading.ts';
import { saysNone } from './remark.ts';

/** Letters of our codes: none that looks like a digit, or is heard for another. `Undang Suryana` has others. */
const letter = '[A-HJ-NPRSTV-Z]';
const invitation = new RegExp(
  `(?<!\\p{L})undang[\\s-]*(${letter}{5})[\\s-]*(${letter}{5})(?!\\p{L})`,
  'iu',
);

/** An invitation code that stands anywhere, as it is written: `kodenya undang-clfga edljd` → `UNDANG-CLFGA-EDLJD`. */
export function findInvitation(text: string): string | undefined {
  const [, first, second] = invitation.exec(readable(text)) ?? [];
  return first && second ? `UNDANG-${first}-${second}`.toUpperCase() : undefined;
}

const numbered = /(?<![\p{L}\d])(\p{L}-\d{4}-[\p{L}\d]{4,6})(?![\p{L}\d])/iu;
const spoken = new RegExp(`(?<![\\p{L}\\d])(${letter}{3}[ -]?\\d{3})(?![\\p{L}\\d])`, 'giu');
const around =
  /^(?:(?:ini|nih|kode|kodenya|nya|undangan|undangannya|serah|terima|nomor|nomornya|no|adalah|yaitu|the|code|is|pak|bu)[\s:=,.-]+)+/iu;

/**
 * Reads a code that was asked for: `kodenya klm 358 pak` → `klm 358`. Words without a code (`gk ada kode nya`, `bentar`) are
 * none, so that nobody loses a try with them; what could be one is kept as it was typed.
 */
export function readCode(text: string): Reading<string> {
  const said = readable(text);
  const own = findInvitation(said) ?? numbered.exec(said)?.[1];
  if (own !== undefined) return { value: own };
  const [first, ...others] = said.match(spoken) ?? [];
  if (first !== undefined && others.length === 0) return { value: first };
  const bare = said.replace(around, '').trim();
  const isShort = bare.length >= 3 && bare.length <= 24 && bare.split(' ').length <= 3;
  if (!isShort || saysNone(said)) return unknown;
  const isLetters = new RegExp(`^${letter}{5}[\\s-]?${letter}{5}$`, 'iu').test(bare);
  return /\d/.test(bare) || isLetters ? { value: bare } : unknown;
}

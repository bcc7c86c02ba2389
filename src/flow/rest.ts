import { readYesNo } from '../language/yesno.ts';

/** What follows a word that opens a flow, where it names nothing of the flow's first list. */

/** Words of no weight behind a wish: `sudah dihubungi kok td`. */
export const saysNothing =
  /^(?:(?:dihubungi|dihub|menghubungi|kok|td|tadi|barusan|ya|yah|pak|bu|kak|min|nih|loh|lho)[\s.,!]*)+$/iu;

/** `ubah komitmen jd 30 paket`, `konfirmasi ya bener`: it names nothing of the list, and answers what is asked after it. */
export function goesOn(rest: string | undefined): boolean {
  if (rest === undefined || saysNothing.test(rest)) return false;
  const isChange = /^(?:jd|jadi|menjadi|to) \d+(?: \p{L}+)?$/iu.test(rest.trim());
  return isChange || 'value' in readYesNo(rest);
}

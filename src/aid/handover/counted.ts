import type { Label } from '../../chat/message.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { Nature } from '../../store/generated/client.ts';
import { type Count, inGoodCondition } from './rules.ts';

/**
 * What a count says, in words that are true of the nature: goods come, some of them damaged; a work is done; people sit in
 * a training; money is passed on, as its distributor states.
 */
export function countedWords(nature: Nature, { came, damaged }: Count): Label {
  const n = writeQuantity(came);
  switch (nature) {
    case 'goods': {
      const [good, bad] = [
        writeQuantity(inGoodCondition({ came, damaged })),
        writeQuantity(damaged),
      ];
      return {
        id: `datang ${n} (bagus ${good}, rusak ${bad})`,
        en: `came ${n} (good ${good}, damaged ${bad})`,
      };
    }
    case 'work':
      return { id: `selesai ${n}`, en: `done ${n}` };
    case 'seat':
      return { id: `hadir ${n}`, en: `attended ${n}` };
    case 'cash':
      return {
        id: `disalurkan ${n} menurut pernyataan lembaga penyalur`,
        en: `passed on ${n}, as the distributor states`,
      };
  }
}

/** What of a promise did not come, or came beyond it: `, kurang 8 dari 100`, `, lebih 225 dari 25`, or nothing. */
export function shortWords(promised: number, came: number): Label {
  if (promised > 0 && came > promised) {
    const [more, all] = [writeQuantity(came - promised), writeQuantity(promised)];
    return { id: `, lebih ${more} dari ${all}`, en: `, ${more} more than ${all}` };
  }
  if (came >= promised) return { id: '', en: '' };
  const [missing, all] = [writeQuantity(promised - came), writeQuantity(promised)];
  return { id: `, kurang ${missing} dari ${all}`, en: `, ${missing} missing of ${all}` };
}

/** Why something is open again: `kurang 8, rusak 3`; a work that is not done is never damaged. */
export function whyOpen(missing: number, damaged: number): Label {
  const [m, d] = [writeQuantity(missing), writeQuantity(damaged)];
  const said = (short: string, bad: string) =>
    [missing > 0 ? short : '', damaged > 0 ? bad : ''].filter(Boolean).join(', ');
  return { id: said(`kurang ${m}`, `rusak ${d}`), en: said(`${m} missing`, `${d} damaged`) };
}

/** The same of what came beyond a promise: `di atas komitmen: datang 225 (bagus 225, rusak 0)`. */
export function beyondLine(nature: Nature, count: Count): Label {
  const words = countedWords(nature, count);
  return { id: `di atas komitmen: ${words.id}`, en: `beyond the commitment: ${words.en}` };
}

/** The same beside what was promised: `komitmen 100, datang 92 (bagus 89, rusak 3), kurang 8`. */
export function countedLine(nature: Nature, promised: number, count: Count): Label {
  const words = countedWords(nature, count);
  const missing = writeQuantity(Math.max(0, promised - count.came));
  return {
    id: `komitmen ${writeQuantity(promised)}, ${words.id}, kurang ${missing}`,
    en: `promised ${writeQuantity(promised)}, ${words.en}, missing ${missing}`,
  };
}

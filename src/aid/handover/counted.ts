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

/** The same beside what was promised: `komitmen 100, datang 92 (bagus 89, rusak 3), kurang 8`. */
export function countedLine(nature: Nature, promised: number, count: Count): Label {
  const words = countedWords(nature, count);
  const missing = writeQuantity(Math.max(0, promised - count.came));
  return {
    id: `komitmen ${writeQuantity(promised)}, ${words.id}, kurang ${missing}`,
    en: `promised ${writeQuantity(promised)}, ${words.en}, missing ${missing}`,
  };
}

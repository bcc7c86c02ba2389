import { readable } from './plain.ts';

/** What an organisation is called by at its head. */
const kinds = 'pt|cv|ud|yayasan|koperasi|komunitas|paguyuban|toko';
const introduced =
  '(?:^|(?<!\\p{L})(?:kami|saya|sy|dari|dr|dri|from|perwakilan|utusan|atas nama|a\\.?n\\.?|we are|this is)[ :,]+)';
const named = new RegExp(
  `(?:${introduced}|(?<!\\p{L})(?=(?:pt|cv)[. ]))((?:${kinds})\\.? +\\p{L}[\\p{L}\\d&'.-]*(?: +[\\p{L}&][\\p{L}\\d&'.-]*){0,5})`,
  'iu',
);
/** Where its name is over: `PT Maju Terus ada budget 10jt`. */
const after =
  /^(?:mau|mo|ingin|pengen|pingin|akan|hendak|siap|bisa|ada|punya|butuh|perlu|minta|kirim|ngirim|sumbang|nyumbang|donasi|budget|dengan|untuk|utk|buat|ke|di|yang|yg|dan|hp|no|ini|itu|kami|saya|sudah|udah|dari|dr|want|would|have|has|is|and|with|to|mewakili|sebagai|pak|bu|tolong|gmn|gimana)$/i;

/** These may begin its name as well: *Yayasan Kasih Ibu*. */
const afterName = /^(?:bantu|kasih|bagi|beri|dana)$/i;

/** An organisation that a sentence names: `kami dr PT Maju Terus ada budget 10jt` → `PT Maju Terus`. */
export function findOrganisation(text: string): { words: string; name: string } | undefined {
  const found = named.exec(readable(text))?.[1];
  if (found === undefined) return undefined;
  const words = found.split(/ +/);
  const end = words.findIndex(
    (word, at) => (at > 0 && after.test(word)) || (at > 1 && afterName.test(word)),
  );
  const kept = end < 0 ? words : words.slice(0, end);
  if (kept.length < 2) return undefined;
  const said = kept.join(' ').replace(/[.\-']+$/, '');
  return { words: said, name: writeOrganisation(said) };
}

/** What was typed as the name of an organisation: `kami dari pt maju terus` → `PT Maju Terus`. */
export function readOrganisation(text: string): string {
  const said = readable(text).replace(
    /^(?:(?:kami|saya|sy|dari|dr|dri|atas nama|namanya|nama(?: perusahaan| komunitas)?(?:nya)?|we are|from)[ :,]+)+(?=\p{L})/iu,
    '',
  );
  return writeOrganisation(said);
}

/** `pt maju terus` → `PT Maju Terus`; what has capitals is left as its owner wrote it. */
function writeOrganisation(said: string): string {
  if (said !== said.toLowerCase()) return said;
  return said
    .split(' ')
    .map((word) =>
      /^(?:pt|cv|ud)\.?$/.test(word)
        ? word.toUpperCase()
        : word.replace(/^\p{L}/u, (first) => first.toUpperCase()),
    )
    .join(' ');
}

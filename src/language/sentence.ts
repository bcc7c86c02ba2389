import { findInvitation } from './code.ts';
import { type CountedPart, countsIn } from './counts.ts';
import { datePart } from './date.ts';
import { durationIn } from './duration.ts';
import { readMoney } from './money.ts';
import { type NamedPerson, readName } from './name.ts';
import { findOrganisation } from './organisation.ts';
import { readPastDate } from './past-date.ts';
import { readPhone } from './phone.ts';
import { type Place, readPlace, writePlace } from './place.ts';
import { plain, readable } from './plain.ts';
import { doubt, type Reading } from './reading.ts';
import { readReference } from './reference.ts';
import type { Regions } from './regions.ts';
import { firstOfSeveral } from './several-places.ts';

/** What one part of a sentence says, whatever it was said for. `words` are those that say it. */
export type Part =
  | ({ type: 'quantity' } & CountedPart)
  | { type: 'money' | 'duration'; words: string; reading: Reading<number> }
  | { type: 'date'; words: string; reading: Reading<string> }
  | { type: 'phone' | 'reference' | 'past-date'; words: string; reading: Reading<string> }
  | { type: 'place'; words: string; reading: Reading<Place> }
  | { type: 'name'; words: string; reading: { value: NamedPerson } }
  | { type: 'code' | 'organisation'; words: string; reading: { value: string } };

/** Nobody says more in a sentence; what is longer is a story, and is not read so. */
const mostWords = 40;
const digits = /[+(]?\d[\d\s().-]{7,}\d/g;
const rupiah =
  /(?<!\p{L})(?:rp ?\.? ?[\d.,]+(?: ?(?:rb|ribu|jt|juta))?|[\d.,]+ ?(?:rb|ribu|jt|juta|jutaan|rupiah))(?!\p{L})/u;
/** Says where somebody comes from or what something goes to, and no bound of a date. */
const origins = /(?<!\p{L})(?:(?:kami|saya|ini|we are|i am) (?:dari|from)|to(?! ?\d))(?!\p{L})/gu;

/**
 * Reads a whole sentence part by part: `50 sembako ke RW 3 Pulo Gadung besok` is a quantity, a place and a
 * date. Each part takes its words away from the next reader, so that nothing is read twice; words that two
 * readers need (`Senen`, a place and a Monday) make both ask.
 */
export function partsOf(text: string, { now, regions }: { now: Date; regions: Regions }): Part[] {
  // Places are taken one after the other: what belongs to the second waits for its own gift.
  const whole = firstOfSeveral(text, regions) ?? plain(text);
  if (whole.split(' ').length > mostWords) return [];
  const parts: Part[] = nameIn(text);
  const invitation = findInvitation(text);
  if (invitation !== undefined)
    parts.push({ type: 'code', words: invitation, reading: { value: invitation } });
  const donor = findOrganisation(text);
  if (donor)
    parts.push({ type: 'organisation', words: donor.name, reading: { value: donor.name } });
  // What belongs to a name is no place, and no count: `PT Rawamangun Jaya 2`.
  const said = donor ? whole.replace(donor.words.toLowerCase(), ' , ') : whole;
  const phone = readPhone(said);
  if (!('unknown' in phone))
    parts.push({ type: 'phone', words: said.match(digits)?.[0]?.trim() ?? said, reading: phone });
  // A phone number is nothing else; `20-1-2025` is too short for one.
  const isLong = (run: string) => run.replace(/\D/g, '').length >= 9;
  const letter = letterIn(
    said.replace(digits, (run) => (isLong(run) ? ' , ' : run)),
    now,
  );
  parts.push(...letter.parts);
  const length = durationIn(letter.rest);
  if (length) parts.push({ type: 'duration', ...length });
  const counts = countsIn(length ? letter.rest.replace(length.words, ' , ') : letter.rest);
  parts.push(...counts.parts.map((part): Part => ({ type: 'quantity', ...part })));
  const amount = rupiah.exec(counts.rest)?.[0];
  const money = amount === undefined ? undefined : readMoney(counts.rest);
  if (amount !== undefined && money && !('unknown' in money))
    parts.push({ type: 'money', words: amount, reading: money });
  return [...parts, ...dayAndPlace(counts.rest.replace(amount ?? '', ','), now, regions)];
}

/** The number of a letter that is called one, and a day of the past that is written with its year. */
function letterIn(text: string, now: Date): { parts: Part[]; rest: string } {
  const number = numbered.exec(text);
  const without = number ? text.replace(number[0], ' , ') : text;
  // `12 thn 2025 tgl 3 feb 2025`: what looks like a day and is none hides no other.
  const day = [...without.matchAll(pastDay)]
    .map(([words]) => words)
    .find((words) => !('unknown' in readPastDate(words, now)));
  const past = day === undefined ? undefined : readPastDate(day, now);
  const parts: Part[] = [];
  if (number?.[1]) {
    const words = number[0].trim();
    parts.push({ type: 'reference', words, reading: readReference(number[1]) });
  }
  if (day === undefined || !past || 'unknown' in past) return { parts, rest: without };
  parts.push({ type: 'past-date', words: day.trim(), reading: past });
  return { parts, rest: without.replace(day, ' , ') };
}

const numbered =
  /(?<!\p{L})(?:sk|surat|tanda daftar|piagam)(?: (?:lurah|keputusan|lks|statistik|pesantren))* (?:no|nomor|nomer)\.? ?(\d[\p{L}\d/.-]*(?: (?:thn|tahun|th)\.? ?\d{4})?)/u;
const pastDay =
  /(?:(?:tgl|tanggal) )?(?<!\d)\d{1,2}(?: \p{L}{3,9} |[-/.]\d{1,2}[-/.])\d{4}(?!\d)/gu;

function dayAndPlace(rest: string, now: Date, regions: Regions): Part[] {
  const text = rest.replace(origins, ' ke ');
  const day = datePart(text, now);
  const place = readPlace(day?.rest ?? text, regions);
  const whole = day ? readPlace(text, regions) : place;
  const isShared = JSON.stringify(place) !== JSON.stringify(whole);
  const parts: Part[] = [];
  if (day && !('unknown' in day.reading))
    parts.push({
      type: 'date',
      words: day.words,
      reading: isShared ? doubted(day.reading) : day.reading,
    });
  const isDoubtful = isShared || !(marked.test(text) || isExact(place, text, regions));
  const reading = isDoubtful ? doubted(whole) : place;
  if (!('unknown' in reading) && (pointing.test(text) || isExact(reading, text, regions))) {
    const words =
      'value' in reading
        ? writePlace(reading.value, regions).replace('Kelurahan ', '')
        : neededWords(isShared ? text : (day?.rest ?? text), regions);
    parts.push({ type: 'place', words, reading });
  }
  return parts;
}

/** Whether the one place is written as it is called: a misspelt word of a sentence may be no place at all. */
function isExact(reading: Reading<Place>, text: string, regions: Regions): boolean {
  if (!('value' in reading)) return false;
  const name = regions.byCode.get(reading.value.kelurahan)?.name ?? '';
  const words = text.split(/[^\p{L}]+/u);
  const joined = name.toLowerCase().replace(/[^\p{L}]/gu, '');
  return words.some((_, from) =>
    [1, 2, 3, 4].some((length) => words.slice(from, from + length).join('') === joined),
  );
}

/** A place is named here, whatever its name is. */
const marked = /(?<!\p{L})(?:rw|kel|kelurahan)(?!\p{L})/u;
/** Where a place is only guessed at, something must point to one. */
const pointing =
  /(?<!\p{L})(?:rw|kel|kelurahan|kec|kecamatan|ke|di|untuk|utk|buat|to|in|for)(?!\p{L})/u;

const doubted = <T>(reading: Reading<T>): Reading<T> =>
  'value' in reading ? doubt([reading.value]) : reading;

/** Of more words than these the whole is shown: each that is left out is another reading. */
const mostTried = 12;

/** The words of a place: those without any of which it would be read otherwise. */
function neededWords(text: string, regions: Regions): string {
  const words = text.split(/[ ,]+/).filter(Boolean);
  if (words.length > mostTried) return words.join(' ');
  const whole = JSON.stringify(readPlace(text, regions));
  return words
    .filter((word, at) => {
      if (/^(?:pak|bapak|bu|ibu|ketua)$/.test(word)) return false;
      const without = words.map((word, other) => (other === at ? ',' : word)).join(' ');
      return JSON.stringify(readPlace(without, regions)) !== whole;
    })
    .join(' ')
    .replace(/[,;]+/g, '');
}

const opening =
  /^(?:(?:halo|hai|permisi|ass?ala?mu ?ala[iy]kum)[,.!]* )*(?:(nama(?:ku| saya| aku)?|panggil(?: saya| aku)?|my name is|call me)|saya|sy|sya|aku|ini(?: dengan)?|i am|i'm|this is)(?!\p{L})/iu;
/** What may stand before somebody says who they are. */
const greetings = /^(?:(?:halo|hai|permisi|ass?ala?mu ?ala[iy]kum)[,.!]* )+/i;
const titled =
  /(?<!\p{L})(?:pak|bapak|bu|ibu|kak|mas|mbak|bang|ustaz|ustadz|h\.|haji|hj\.?)(?!\p{L})/iu;
const ending =
  /[,;:(]| (?:ketua|pengurus|rw|rt|dari|dr|dri|mau|ingin|pengen|dan|no|nomor|hp|kk|warga|sk|tinggal|di|ke|untuk|perwakilan|sebagai|from|and|want|would|head|the)(?!\p{L})/iu;

/** `saya pak budi ketua rw 3 …` begins with a name: only where it is introduced as one. */
function nameIn(text: string): Part[] {
  const said = readable(text);
  const introduced = opening.exec(said);
  const end = ending.exec(said);
  if (!introduced || !end) return [];
  const words = said
    .slice(0, end.index)
    .replace(greetings, '')
    .replace(/^(?:sy|sya) /i, 'saya ');
  if (!introduced[1] && !titled.test(words)) return [];
  const name = readName(words);
  return 'unknown' in name ? [] : [{ type: 'name', words, reading: { value: name } }];
}

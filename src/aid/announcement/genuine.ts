/** What stands, in a text that was passed on, where ours names somebody or a place: as it was written there. */
export type Filled = Partial<Record<'nama' | 'rw' | 'kelurahan' | 'tempat', string>>;
type Slot = keyof Filled;

/** Words, at the least and at the most, that each can have; `-`, for what is not known, has none. */
const lengths: Record<Slot, [least: number, most: number]> = {
  nama: [1, 12],
  rw: [0, 1],
  kelurahan: [0, 4],
  tempat: [0, 14],
};

/** A word of a text, and where in it. */
interface Word {
  said: string;
  from: number;
  to: number;
}

/** Letters and figures, and the signs that are read as letters: `🅱🅲🅰` asks for money like any `BCA`. */
const letters = String.raw`[\p{L}\p{N}\u{1F150}-\u{1F189}\u{1F1E6}-\u{1F1FF}]+`;

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(new RegExp(letters, 'gu'))].map(({ 0: word, index }) => ({
    said: word.toLowerCase(),
    from: index,
    to: index + word.length,
  }));

/** The same words, whatever their markup, breaks and capitals. */
export const isSame = (one: string, other: string): boolean => plainly(one) === plainly(other);

const plainly = (text: string): string =>
  wordsOf(text.normalize('NFKC'))
    .map(({ said }) => said)
    .join(' ');

/** The words that were sent, and what they are filled with. */
const partsOf = (sent: string): (string | { slot: Slot })[] =>
  [
    ...sent.normalize('NFKC').matchAll(new RegExp(String.raw`\{\s*([a-z]+)\s*\}|${letters}`, 'gu')),
  ].map(([word, name]) =>
    name !== undefined && name in lengths ? { slot: name as Slot } : word.toLowerCase(),
  );

/**
 * How a text that somebody passed on can be read as what was sent: every word of it and none more, whatever its markup and
 * breaks. Of `Hai {nama}, jam 9.` the text *Hai Pak Budi, jam 9.* has one reading, `{ nama: 'Pak Budi' }`; another text has none.
 * What stands in a reading is anything yet: whether we could have filled that in, `filled.ts` says.
 */
export function readings(sent: string, passedOn: string): Filled[] {
  const text = passedOn.normalize('NFKC');
  const [parts, words] = [partsOf(sent), wordsOf(text)];
  const found: Filled[] = [];
  const raw = (from: number, to: number) => text.slice(words[from]?.from, words[to - 1]?.to);

  function read(part: number, at: number, filled: Filled): void {
    let [next, word] = [part, at];
    while (typeof parts[next] === 'string') if (parts[next++] !== words[word++]?.said) return;
    const one = parts[next];
    if (typeof one !== 'object') {
      if (word === words.length) found.push(filled);
      return;
    }
    const [least, most] = lengths[one.slot];
    for (let count = least; count <= Math.min(most, words.length - word); count += 1) {
      const said = count === 0 ? '' : raw(word, word + count);
      const before = filled[one.slot];
      // Named twice in a text, it is the same one.
      if (before === undefined || isSame(before, said))
        read(next + 1, word + count, { ...filled, [one.slot]: before ?? said });
    }
  }
  read(0, 0, {});
  return found;
}

/** The sentence that an admin is given to pass on by hand. */
export const passOnText = (number: string, language: 'id' | 'en'): string =>
  language === 'id'
    ? `Pengumuman ${number} dari program KSBB. Asli atau bukan: ketik cek ${number} ke bot ini.`
    : `Announcement ${number} of the KSBB programme. Genuine or not: type check ${number} to this bot.`;

export const isPassOn = (number: string, text: string): boolean =>
  (['id', 'en'] as const).some((language) => isSame(passOnText(number, language), text));

import { plain } from './plain.ts';
import { doubt, type Reading, unknown } from './reading.ts';
import { type Token, tokenize } from './token.ts';

export type Answer = 'yes' | 'no' | 'cancel';

const yes = set(
  'y ya iya iyah yoi yo ok oke okay okey okeh siap boleh betul setuju gas yes yep yup yeah sure correct agree ' +
    'agreed benar bener sip cocok mau bisa bersedia yaudah 👍',
);
const no = set(
  't tidak tidaklah gak ga nggak enggak ngga engga tdk tak bukan jangan no nope kagak kaga ndak gausah belum blm 👎',
);
const cancel = set('batal batalin batalkan dibatalkan dibatalin gajadi cancel cancelled');
/** Words that a denial turns round: `tidak setuju` is no. */
const denied = set(
  'setuju boleh betul benar bener siap mau bisa bersedia cocok ok oke usah perlu dulu yes sure agree',
);
/** Never a no, though they begin like one: the person says that it is all right, or that they do not know. */
const harmless =
  /(?<!\p{L})(?:(?:ga|gak|g|nggak|enggak|ngga|engga|tidak|tdk|tak|kagak|no|not a) ?(?:apa[- ]?apa|apa2|papa|pa-pa|pp|masalah|problem|keberatan|worries)|gapapa|gpp|gakpapa|gppa|ngapapa)(?!\p{L})/gu;
const ignorant =
  /(?<!\p{L})(?:(?:ga|gak|g|nggak|enggak|ngga|engga|tidak|tdk|tak|kagak|kurang|belum|blm|do not|don't|dont) ?(?:tau|tahu|ngerti|mengerti|paham|yakin|ingat|know|sure|understand)|gatau|gatahu|gaktau|entah|idk|dunno)(?!\p{L})/gu;
/** Said beside an answer without changing it. */
const filler = set(
  'pak bapak bu ibu kak mas mbak bang min admin deh dong aja saja lah sih kok nih donk banget sekali sangat saya aku ' +
    'kami dengan senang hati terima kasih makasih trims thanks thank you please tolong catat simpan lanjut lanjutkan kirim sudah ' +
    'udah itu ini semua semuanya yang dan dulu usah perlu it is that i we do and so',
);
/** Makes an answer a condition, a doubt or a question. */
const halting = set(
  'tapi tp tetapi asal kalau kalo kecuali cuma mungkin maybe kayaknya sepertinya kayanya but if except atau or ' +
    'insyaallah nanti ntar kah apakah kurang salah',
);

/**
 * Reads yes, no or cancel: `iya pak` is yes, `jangan dulu` no, `ga jadi` cancel.
 * An answer with a condition (`ya tapi …`), against itself, asked back (`boleh?`) or with words around it
 * that could change it asks. `gapapa` is never a no, `ga tau` is no answer.
 */
export function readYesNo(text: string): Reading<Answer> {
  const written = phrases(plain(text));
  const tokens = tokenize(written).map((token) => ({ ...token, text: squeezed(token.text) }));
  const signals = signalsOf(tokens);
  const said = [...new Set(signals)];
  const [only] = said;
  if (only === undefined) {
    return tokens.some(({ text: word }) => /^(?:harmles|[gk])$/.test(word)) && tokens.length < 8
      ? doubt<Answer>(['yes', 'no'])
      : unknown;
  }
  if (tokens.some(({ text: word }) => word === 'ignorant')) return unknown;
  if (said.length > 1) return doubt(said);
  // `tidak bisa tidak` is that it must be.
  if (
    /(?<!\p{L})(?:(tidak|ga|gak|nggak|ngga) \p{L}+ \1|jangan (?:tidak|ga|gak))(?!\p{L})/u.test(
      written,
    )
  )
    return doubt<Answer>(['yes', 'no']);
  if (signals.length > 1 && tokens.some(({ text: word }) => word === 'gajadi'))
    return doubt<Answer>(['cancel', 'no']);
  return tokens.every(settled)
    ? { value: only }
    : doubt<Answer>([only, only === 'no' ? 'yes' : 'no']);
}

/** The phrases whose words mean something else together, as one word each. */
function phrases(text: string): string {
  return text
    .replace(/\p{M}|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replace(ignorant, ' ignorant ')
    .replace(harmless, ' harmless ')
    .replace(/(?<!\p{L})(?:jgn|jngn)(?!\p{L})/gu, 'jangan')
    .replace(/(?<!\p{L})(?:don't|dont|do not|not yet)(?!\p{L})/gu, 'jangan')
    .replace(/(?<!\p{L})(?:ya|iya|yah) (?:sudah|udah)(?!\p{L})/gu, 'yaudah')
    .replace(
      /(?<!\p{L})(?:ga|gak|nggak|enggak|ngga|engga|tidak|tdk|tak|kagak|kaga|ndak) ?jadi(?!\p{L})/gu,
      'gajadi',
    );
}

/** What each answering word says, in order: `tidak setuju` is one no, `jangan batal` no and cancel. */
function signalsOf(tokens: readonly Token[]): Answer[] {
  const signals: Answer[] = [];
  tokens.forEach(({ text }, at) => {
    const previous = tokens[at - 1]?.text ?? '';
    if (cancel.has(text)) signals.push('cancel');
    else if (no.has(text)) signals.push('no');
    else if (yes.has(text)) {
      const softener = /^(?:ya|yah)$/.test(text) && at === tokens.length - 1 && signals.length > 0;
      const turned = no.has(previous) && denied.has(text);
      if (!turned && !(softener && signals.at(-1) !== 'yes' && previous !== ','))
        signals.push('yes');
      if (turned && tokens[at - 2] && no.has(tokens[at - 2]?.text ?? '')) signals.push('yes');
    }
  });
  return signals;
}

function settled({ kind, text }: Token): boolean {
  if (kind === 'digits' || text === '?' || text === '/') return false;
  if (kind === 'mark') return !/[❌🚫]/u.test(text);
  if (halting.has(text) || text === 'harmles') return false;
  return yes.has(text) || no.has(text) || cancel.has(text) || filler.has(text);
}

/** `iyaaa` → `iya`, `okee` → `oke`: a letter held down says nothing more. */
function squeezed(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1').replace(/^(?:he|wk|ha)+$/u, 'pak');
}

function set(words: string): Set<string> {
  return new Set(words.split(' ').map((word) => word.replace(/(\p{L})\1+/gu, '$1')));
}

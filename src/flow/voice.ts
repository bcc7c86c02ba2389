import type { Label, Language } from '../chat/message.ts';
import { plain } from './choice.ts';
import type { Book, Flow } from './definition.ts';
import type { Fault, LineOf } from './fault.ts';
import { optionAt, textsOf } from './steps.ts';

/** How the bot speaks, as far as a machine can tell: short, one question, an example, no word that blames. */

/** Words of forms and of blame, and weeks that could be Sundays. */
const banned =
  /(?<![\p{L}])(alokasi|verifikasi|validasi|input|invalid|error|user|gagal|wajib diisi|jatah|minggu depan|minggu ini|Anda|kamu|Kakak|mohon maaf|terkait|dalam rangka)(?![\p{L}])|(?<![\p{L}])salah(?! satu)(?![\p{L}])/iu;
const allowedEmoji = /✅|⏰|📷|⚠️/gu;
const example = { id: /misalnya/i, en: /for example/i } as const;
const exampleWord = { id: 'Misalnya', en: 'For example' } as const;
/** Bold that begins small is a command which the text offers: `ketik **menu**`, `**kembali**: satu langkah mundur`. */
const offered =
  /\*\*(\p{Ll}[^*]*)\*\*|(?:[Kk]etik|[Tt]ype|[Rr]eply|[Bb]alas|tulis lagi)\s+\*\*([^*{}]+)\*\*/gu;

const longest = 900;
const longestOption = 40;
const languages: Language[] = ['id', 'en'];

/** The files that texts stand in, with the lines of each. */
export interface Pages {
  lineOf: Record<string, LineOf>;
  texts: string;
  notices: string;
}

export function checkVoice(book: Book, pages: Pages): Fault[] {
  const { commands, opens, continued } = book.keywords;
  const words = new Set([...Object.keys(commands), ...Object.keys(opens)]);
  /** A word that is answered, alone or with what may follow it: `cek tanda terima T-…`, `sudah RW 03`. */
  const isAnswered = (command: string) => {
    const said = plain(command.replace(/\{[^}]*\}/g, ' 0 '));
    return words.has(said) || continued.some(([phrase]) => said.startsWith(`${phrase} `));
  };
  const faults: Fault[] = [];
  const say = (path: string, at: string[], what: string) =>
    faults.push({ path, line: pages.lineOf[path]?.(at) ?? 1, what });
  const check = (text: Label, path: string, at: string[], where: string, own: string[] = []) => {
    const answers = (command: string) => own.includes(plain(command)) || isAnswered(command);
    for (const language of languages) {
      for (const what of faultsOf(text[language], answers, language))
        say(path, [...at, language], `${where}: ${language} ${what}`);
    }
  };

  for (const flow of Object.values(book.flows)) {
    check(flow.title, flow.file, ['title'], 'title');
    if (flow.left) check(flow.left, flow.file, ['left'], 'left');
    for (const [name, word] of Object.entries(flow.words))
      check(word, flow.file, ['words', name], `word ${name}`);
    for (const step of flow.steps) {
      // Words of a step's own options act while it is asked: *balas **nanti***.
      const own = 'options' in step ? step.options.flatMap(({ also }) => also) : [];
      for (const { text, at } of textsOf(step))
        check(text, flow.file, ['steps', step.name, ...at], `step ${step.name}`, own);
    }
    checkAnswering(flow, (at, what) => say(flow.file, ['steps', ...at], what));
  }
  for (const [name, text] of Object.entries(book.texts))
    check(text, pages.texts, ['texts', name], `text ${name}`);
  for (const { name, text } of Object.values(book.notices))
    check(text, pages.notices, ['notices', name], `notice ${name}`);
  return faults;
}

/** Whoever is asked is shown what an answer looks like, and choices that fit on a small screen. */
function checkAnswering(flow: Flow, say: (at: string[], what: string) => void): void {
  for (const step of flow.steps) {
    if (step.kind !== 'ask' && step.kind !== 'choose') continue;
    for (const language of languages) {
      if (
        step.kind === 'ask' &&
        step.type !== 'yesno' &&
        !example[language].test(step.text[language])
      )
        say(
          [step.name, 'text', language],
          `step ${step.name}: ${language} gives no example of an answer ("${exampleWord[language]} …")`,
        );
      for (const { key, label } of step.options) {
        if (label[language].length > longestOption)
          say(
            [step.name, ...optionAt(step, key), language],
            `step ${step.name}: option "${key}" has ${label[language].length} characters in ${language}, at most ${longestOption} fit`,
          );
      }
    }
  }
}

function faultsOf(
  text: string,
  isAnswered: (command: string) => boolean,
  language: Language,
): string[] {
  const found: string[] = [];
  if ((text.match(/\?/g) ?? []).length > 1) found.push('asks more than one question');
  if (text.length > longest) found.push(`has ${text.length} characters, at most ${longest} fit`);
  const bad = language === 'id' ? banned.exec(text) : null;
  if (bad) found.push(`says "${bad[0]}", which people should not read`);
  const emoji =
    [...text.matchAll(/\p{Extended_Pictographic}/gu)].length -
    [...text.matchAll(allowedEmoji)].length;
  if (emoji > 0) found.push('has an emoji that cheap phones do not show: only ✅ ⏰ 📷 ⚠️');
  for (const [, small, named] of text.matchAll(offered)) {
    const command = small ?? named ?? '';
    if (!isAnswered(command))
      found.push(`offers "${command}", which no word in keywords.yaml answers`);
  }
  return found;
}

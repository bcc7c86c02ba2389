import type { Label } from '../chat/message.ts';
import { plain } from './choice.ts';
import type { Book } from './definition.ts';
import type { Fault } from './fault.ts';
import { textsOf } from './steps.ts';

/** How the bot speaks, as far as a machine can tell: short, one question, an example, no word that blames. */

/** Words of forms and of blame, and weeks that could be Sundays. */
const banned =
  /(?<![\p{L}])(alokasi|verifikasi|validasi|input|invalid|error|user|gagal|wajib diisi|jatah|minggu depan|minggu ini|Anda|kamu|Kakak|mohon maaf|terkait|dalam rangka)(?![\p{L}])|(?<![\p{L}])salah(?! satu)(?![\p{L}])/iu;
const allowedEmoji = /✅|⏰|📷|⚠️/gu;
const example = { id: /misalnya/i, en: /for example/i } as const;
/** A command that a text offers: `ketik **menu**`, `type **menu**`. */
const offered = /(?:ketik|type|tulis lagi)\s+\*\*([^*{}]+)\*\*/giu;

const longest = 900;
const longestOption = 40;

export function checkVoice(book: Book, textsPath: string, noticesPath: string): Fault[] {
  const faults: Fault[] = [];
  const words = new Set([
    ...Object.keys(book.keywords.commands),
    ...Object.keys(book.keywords.opens),
  ]);
  const check = (label: Label, path: string, line: number, where: string) => {
    for (const language of ['id', 'en'] as const) {
      for (const what of faultsOf(label[language], words, language))
        faults.push({ path, line, what: `${where}: ${language} ${what}` });
    }
  };

  for (const flow of Object.values(book.flows)) {
    for (const step of flow.steps) {
      for (const text of textsOf(step)) check(text, flow.file, step.line, `step ${step.name}`);
      if (step.kind === 'ask') {
        for (const language of ['id', 'en'] as const) {
          if (step.type !== 'yesno' && !example[language].test(step.text[language])) {
            faults.push({
              path: flow.file,
              line: step.line,
              what: `step ${step.name}: ${language} gives no example of an answer ("${language === 'id' ? 'Misalnya' : 'For example'} …")`,
            });
          }
        }
      }
      for (const option of 'options' in step ? step.options : []) {
        for (const label of Object.values(option.label)) {
          if (label.length > longestOption)
            faults.push({
              path: flow.file,
              line: step.line,
              what: `step ${step.name}: option "${option.key}" has ${label.length} characters, at most ${longestOption} fit`,
            });
        }
      }
    }
  }
  for (const [name, text] of Object.entries(book.texts)) check(text, textsPath, 1, `text ${name}`);
  for (const notice of Object.values(book.notices))
    check(notice.text, noticesPath, 1, `notice ${notice.name}`);
  return faults;
}

function faultsOf(text: string, words: Set<string>, language: 'id' | 'en'): string[] {
  const found: string[] = [];
  if ((text.match(/\?/g) ?? []).length > 1) found.push('asks more than one question');
  if (text.length > longest) found.push(`has ${text.length} characters, at most ${longest} fit`);
  const bad = language === 'id' ? banned.exec(text) : null;
  if (bad) found.push(`says "${bad[0]}", which people should not read`);
  const emoji =
    [...text.matchAll(/\p{Extended_Pictographic}/gu)].length -
    [...text.matchAll(allowedEmoji)].length;
  if (emoji > 0) found.push('has an emoji that cheap phones do not show: only ✅ ⏰ 📷 ⚠️');
  for (const [, command = ''] of text.matchAll(offered)) {
    if (!words.has(plain(command)))
      found.push(`offers "${command}", which no word in keywords.yaml answers`);
  }
  return found;
}

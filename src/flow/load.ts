import type { Label } from '../chat/message.ts';
import { buildFlow } from './build.ts';
import { checkFlow, differing } from './check.ts';
import {
  type Book,
  end,
  type Flow,
  type Notice,
  type SystemText,
  startFlow,
  systemTexts,
} from './definition.ts';
import { type Fault, type LineOf, sentence, unknown } from './fault.ts';
import { buildKeywords, checkKeywords } from './keywords.ts';
import type { Actions } from './names.ts';
import { flowShape, keywordsShape, noticesShape, textsShape } from './shape.ts';
import { placeholders } from './template.ts';
import { checkVoice } from './voice.ts';
import { type Parsed, parse, type Source } from './yaml.ts';

/** Files in `flows/` that are no flow. */
const special = {
  texts: 'everywhere.yaml',
  keywords: 'keywords.yaml',
  notices: 'notices.yaml',
} as const;

/** Everything the bot can say, or the sentence of every fault, in the order of the files. */
export type Loaded = { ok: true; book: Book } | { ok: false; faults: string[] };

/** Makes the book of all flows. A bot never starts on a book with a fault. */
export function loadBook(sources: Source[], actions: Actions): Loaded {
  const faults: Fault[] = [];
  const lineOf: Record<string, LineOf> = {};
  const keep = <T>(source: Source, parsed: Parsed<T>): T | undefined => {
    faults.push(...parsed.faults);
    lineOf[source.path] = parsed.lineOf;
    return parsed.value;
  };
  const file = (name: string) =>
    sources.find(({ path }) => path.endsWith(`/${name}`)) ?? { path: `flows/${name}`, text: '' };
  const isSpecial = ({ path }: Source) =>
    Object.values(special).some((name) => path.endsWith(`/${name}`));

  const flows: Record<string, Flow> = {};
  // A flow with faults of form is still a flow that others may go to.
  const names = new Set<string>();
  for (const source of sources.filter((source) => !isSpecial(source))) {
    const parsed = parse(source, flowShape);
    const written = keep(source, parsed);
    const name = (parsed.written as { flow?: unknown } | null | undefined)?.flow;
    const fault = (what: string) =>
      faults.push({ path: source.path, line: parsed.lineOf(['flow']), what });
    if (name === end) fault(`"${end}" is no name for a flow: it is where every flow ends`);
    if (typeof name === 'string' && names.has(name)) fault(`there is another flow "${name}"`);
    else if (written) flows[written.flow] = buildFlow(written, source.path, actions);
    if (typeof name === 'string') names.add(name);
  }
  const known = [...names];
  for (const flow of Object.values(flows)) {
    const ownLine = lineOf[flow.file] ?? (() => 1);
    faults.push(...checkFlow(flow, { flows: known, actions, lineOf: ownLine }));
  }
  if (!names.has(startFlow))
    faults.push({
      path: `flows/${startFlow}.yaml`,
      line: 1,
      what: `there must be a flow "${startFlow}": it is what a person meets first`,
    });

  const [texts, keywords, notices] = [special.texts, special.keywords, special.notices].map(file);
  if (!texts || !keywords || !notices) throw new Error('The names of the special files are fixed.');
  const everywhere = keep(texts, parse(texts, textsShape))?.texts;
  const words = keep(keywords, parse(keywords, keywordsShape));
  const said = keep(notices, parse(notices, noticesShape))?.notices ?? {};
  const book: Book = {
    flows,
    notices: Object.fromEntries(
      Object.entries(said).map(([name, { args, opens, resumes, id, en }]): [string, Notice] => [
        name,
        { name, resumes, args, text: { id, en }, ...(opens !== undefined && { opens }) },
      ]),
    ),
    texts: (everywhere ?? {}) as Book['texts'],
    keywords: buildKeywords(words),
  };
  const on = (source: Source) => (at: string[], what: string) =>
    faults.push({ path: source.path, line: lineOf[source.path]?.(at) ?? 1, what });
  if (everywhere) checkTexts(everywhere, on(texts));
  if (words) checkKeywords(words, known, on(keywords));
  for (const notice of Object.values(book.notices)) checkNotice(notice, known, on(notices));
  // Without keywords every command that is offered would seem unknown.
  if (words) faults.push(...checkVoice(book, { lineOf, texts: texts.path, notices: notices.path }));

  if (faults.length === 0) return { ok: true, book };
  const inOrder = faults.sort((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line);
  return { ok: false, faults: [...new Set(inOrder.map(sentence))] };
}

type SayFault = (at: string[], what: string) => void;

/** What a text of `everywhere.yaml` is given to fill in; the others are given nothing. */
const fillings: Partial<Record<SystemText, string[]>> = {
  'which-reading': ['typed'],
  'sure-reading': ['typed'],
  'which-count': ['typed'],
  'count-within': ['all', 'damaged', 'good'],
  'count-added': ['all', 'damaged', 'good'],
  'which-meant': ['typed'],
  'which-content': ['typed'],
  'recorded-before': ['number'],
  'unclear-place-rw': ['rw'],
  'unclear-summary': ['change'],
  'open-option': ['title'],
  'answer-option': ['typed'],
  'shown-example': ['example'],
  'voice-example': ['example'],
  returned: ['day', 'step', 'answers'],
  'returned-nothing': ['day', 'step'],
  switched: ['title'],
  heard: ['read'],
  'heard-later': ['read'],
  'heard-before': ['typed'],
  'heard-not-listed': ['typed'],
  changed: ['title', 'value'],
  'unclear-date-far': ['max'],
  'unclear-bounds': ['min', 'max'],
  'editing-now': ['value'],
};

function checkTexts(given: Record<string, Label>, say: SayFault): void {
  for (const name of systemTexts) {
    if (!Object.hasOwn(given, name)) say(['texts'], `the text "${name}" is missing`);
  }
  for (const [name, text] of Object.entries(given)) {
    const system = systemTexts.find((known) => known === name);
    if (!system) say(['texts', name], unknown('text', name, [...systemTexts]));
    else checkFilled(text, `text ${name}`, fillings[system] ?? [], ['texts', name], say);
  }
}

function checkNotice({ name, text, args, opens }: Notice, flows: string[], say: SayFault): void {
  if (opens !== undefined && !flows.includes(opens))
    say(['notices', name, 'opens'], `notice ${name}: ${unknown('flow', opens, flows)}`);
  checkFilled(text, `notice ${name}`, Object.keys(args), ['notices', name], say);
}

/** A text that belongs to no flow is filled from what it is given, and says the same in both languages. */
function checkFilled(
  text: Label,
  where: string,
  args: string[],
  at: string[],
  say: SayFault,
): void {
  for (const language of ['id', 'en'] as const) {
    for (const { path } of placeholders(text[language])) {
      if (!args.includes(path))
        say([...at, language], `${where}: ${unknown('argument', path, args)}`);
    }
  }
  const what = differing(text);
  if (what) say([...at, 'en'], `${where}: ${what}`);
}

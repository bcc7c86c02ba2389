import type { Label } from '../chat/message.ts';
import { buildFlow } from './build.ts';
import { checkFlow } from './check.ts';
import { plain } from './choice.ts';
import {
  type Book,
  type Flow,
  type Keywords,
  type Notice,
  startFlow,
  systemTexts,
} from './definition.ts';
import { type Fault, sentence, unknown } from './fault.ts';
import { type Actions, writingsOf } from './names.ts';
import { flowShape, keywordsShape, noticesShape, textsShape } from './shape.ts';
import { placeholders } from './template.ts';
import { checkVoice } from './voice.ts';
import { type Parsed, parse, type Source } from './yaml.ts';

/** Files in `flows/` that are no flow. */
const texts = 'everywhere.yaml';
const keywords = 'keywords.yaml';
const notices = 'notices.yaml';

/** Everything the bot can say, or the sentence of every fault, in the order of the files. */
export type Loaded = { ok: true; book: Book } | { ok: false; faults: string[] };

/** Makes the book of all flows. A bot never starts on a book with a fault. */
export function loadBook(sources: Source[], actions: Actions): Loaded {
  const faults: Fault[] = [];
  const file = (name: string) =>
    sources.find(({ path }) => path.endsWith(`/${name}`)) ?? { path: `flows/${name}`, text: '' };
  const keep = <T>(parsed: Parsed<T>): T | undefined => {
    faults.push(...parsed.faults);
    return parsed.value;
  };

  const flows: Record<string, Flow> = {};
  for (const source of sources.filter(
    ({ path }) => ![texts, keywords, notices].some((name) => path.endsWith(`/${name}`)),
  )) {
    const parsed = parse(source, flowShape);
    const written = keep(parsed);
    if (!written) continue;
    if (flows[written.flow])
      faults.push({ path: source.path, line: 1, what: `there is another flow "${written.flow}"` });
    flows[written.flow] = buildFlow(written, source.path, parsed.lineOf);
  }
  const names = Object.keys(flows);
  for (const flow of Object.values(flows)) {
    faults.push(...checkFlow(flow, names, actions));
    flow.writings = writingsOf(flow, actions);
  }

  const everywhere = keep(parse(file(texts), textsShape))?.texts ?? {};
  faults.push(...checkTexts(everywhere, file(texts).path));
  const parsedWords = parse(file(keywords), keywordsShape);
  const words = keep(parsedWords);
  const said = keep(parse(file(notices), noticesShape))?.notices ?? {};
  const book: Book = {
    flows,
    notices: Object.fromEntries(
      Object.entries(said).map(([name, { args, id, en }]): [string, Notice] => [
        name,
        { name, args, text: { id, en } },
      ]),
    ),
    texts: everywhere as Book['texts'],
    keywords: buildKeywords(words),
  };
  for (const [flow] of [
    ...Object.entries(words?.opens ?? {}),
    ...Object.entries(words?.phrases ?? {}),
  ]) {
    if (!names.includes(flow))
      faults.push({
        path: file(keywords).path,
        line: parsedWords.lineOf(['opens', flow]),
        what: unknown('flow', flow, names),
      });
  }
  if (!names.includes(startFlow))
    faults.push({
      path: `flows/${startFlow}.yaml`,
      line: 1,
      what: `there must be a flow "${startFlow}": it is what a person meets first`,
    });
  for (const notice of Object.values(book.notices))
    faults.push(...checkNotice(notice, file(notices).path));
  faults.push(...checkVoice(book, file(texts).path, file(notices).path));

  if (faults.length === 0) return { ok: true, book };
  const inOrder = faults.sort((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line);
  return { ok: false, faults: [...new Set(inOrder.map(sentence))] };
}

function checkTexts(given: Record<string, Label>, path: string): Fault[] {
  const missing = systemTexts
    .filter((name) => !given[name])
    .map((name) => `the text "${name}" is missing`);
  const extra = Object.keys(given)
    .filter((name) => !(systemTexts as readonly string[]).includes(name))
    .map((name) => unknown('text', name, [...systemTexts]));
  return [...missing, ...extra].map((what) => ({ path, line: 1, what }));
}

function checkNotice(notice: Notice, path: string): Fault[] {
  return Object.values(notice.text).flatMap((text) =>
    placeholders(text)
      .filter(({ path: name }) => !Object.hasOwn(notice.args, name))
      .map(({ path: name }) => ({
        path,
        line: 1,
        what: `notice ${notice.name}: ${unknown('argument', name, Object.keys(notice.args))}`,
      })),
  );
}

function buildKeywords(written?: {
  commands: Record<string, string[]>;
  opens: Record<string, string[]>;
  phrases: Record<string, string[]>;
}): Keywords {
  const turned = (words: Record<string, string[]> = {}) =>
    Object.entries(words).flatMap(([meaning, list]) =>
      list.map((word): [string, string] => [plain(word), meaning]),
    );
  return {
    commands: Object.fromEntries(turned(written?.commands)) as Keywords['commands'],
    opens: Object.fromEntries(turned(written?.opens)),
    phrases: turned(written?.phrases),
  };
}

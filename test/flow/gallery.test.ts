import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exhibits, faultsOf } from './gallery.ts';
import { tinyBook } from './tiny.ts';

describe('the gallery of broken flows', () => {
  test('hangs in a book that is sound', () => {
    expect(Object.keys(tinyBook().flows)).toEqual(['menu', 'totals', 'greet', 'gift']);
  });

  test.each(exhibits)('$name fails with exactly its sentences', (exhibit) => {
    expect(faultsOf(exhibit)).toEqual(exhibit.expects);
    expect(exhibit.expects).not.toEqual([]);
  });

  test('tells all faults of all files at once, in the order of files and lines', () => {
    const several = ['unknown-step', 'banned-word', 'word-with-two-meanings'];
    const chosen = exhibits.filter(({ name }) => several.includes(name));
    expect(chosen).toHaveLength(3);
    const [first, ...others] = chosen;
    if (!first) throw new Error('The gallery is empty.');
    const together = {
      ...first,
      source: {
        path: 'flows/all.yaml',
        text: `flow: all\ntitle: { id: "Coba", en: "Try" }\nsteps:\n  one:\n    ask: quantity\n    next: tow\n    text:\n      id: |\n        Berapa? Berapa?\n      en: |\n        How many? For example: 5.\n  two:\n    do: test.feilds\n    on: {}\n`,
      },
    };
    expect(others).toHaveLength(2);
    expect(faultsOf(together).map((fault) => fault.split(';')[0])).toEqual([
      'flows/all.yaml:6: step one: "tow" is not known as a step',
      'flows/all.yaml:8: step one: id asks more than one question',
      'flows/all.yaml:8: step one: id gives no example of an answer ("Misalnya …")',
      'flows/all.yaml:13: step two: "test.feilds" is not known as an action',
    ]);
  });
});

/** Where the sentences about faults are written. */
const checking = [
  'answers',
  'check',
  'fault',
  'form',
  'keywords',
  'load',
  'names',
  'shape',
  'voice',
  'yaml',
];

/** Everything in a file that is written for people: texts of more than one word, without comments and errors. */
function sentences(file: string): string[] {
  const source = readFileSync(new URL(`../../src/flow/${file}.ts`, import.meta.url), 'utf8');
  const code = source
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    .replace(/^import[\s\S]*?;$/gm, '')
    .replace(/throw new Error\([^;]*;/g, '')
    .replace(/\/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\n\\])+\/[a-z]+/g, '');
  const texts = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)];
  return texts
    .map(([, plain, template]) => plain ?? template ?? '')
    .filter((text) => /[a-z]{2,} +[a-z]/i.test(text.replace(/\$\{.*?(\}|$)/g, '')));
}

/** The parts of a text that stand in what is said whatever is filled in: `${name} is missing`. */
const fixedParts = (text: string) =>
  text
    .split(/\$\{.*?(?:\}|$)/)
    .map((part) => part.trim())
    .filter((part) => /[a-z]{2,}/.test(part));

describe('every rule', () => {
  const said = exhibits.flatMap(({ expects }) => expects);

  test.each(checking)('of src/flow/%s.ts has an exhibit', (file) => {
    const unshown = sentences(file).filter(
      (text) => !said.some((fault) => fixedParts(text).every((part) => fault.includes(part))),
    );
    expect(unshown).toEqual([]);
  });

  test('is looked for in every file that says faults', () => {
    const directory = new URL('../../src/flow/', import.meta.url);
    const saying = readdirSync(directory).filter((file) => {
      const source = readFileSync(new URL(file, directory), 'utf8');
      return /from '\.\/fault\.ts'|context\.addIssue|\bSay\b/.test(source);
    });
    const known = checking.map((file) => `${file}.ts`);
    expect(saying.filter((file) => !known.includes(file))).toEqual([]);
  });
});

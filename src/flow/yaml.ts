import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Fault, LineOf } from './fault.ts';
import { formFaults } from './form.ts';

/** A YAML file whose faults are said with their line. */
export interface Source {
  /** `flows/give.yaml` */
  path: string;
  text: string;
}

export interface Parsed<T> {
  /** Absent when the file has faults of form. */
  value?: T;
  /** What is written, whatever its form; absent where it cannot be read at all. */
  written?: unknown;
  faults: Fault[];
  lineOf: LineOf;
}

/** Reads a file into its shape, with all its faults of form at once. */
export function parse<T>(source: Source, shape: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const { path } = source;
  const lineOf = lineFinder(document, lines);

  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      path,
      line: lines.linePos(pos[0]).line,
      what: `this is not YAML: ${message}`,
    }));
    return { faults, lineOf };
  }
  const written: unknown = document.toJS();
  const plain = plainTexts(document, lines).map((fault) => ({ path, ...fault }));
  const result = shape.safeParse(written);
  const form = result.success
    ? []
    : formFaults(result.error.issues, written).map(({ path: at, what }) => ({
        path,
        line: lineOf(at),
        what,
      }));
  const faults = [...plain, ...form];
  return { faults, lineOf, written, ...(result.success ? { value: result.data } : {}) };
}

function lineFinder(document: Document.Parsed, lines: LineCounter): LineOf {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const parent: unknown = document.getIn(path.slice(0, length - 1), true);
      const key = String(path[length - 1]);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
        : undefined;
      if (pair && isScalar(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    // What is missing from the whole file is missing beside its first name.
    return document.contents?.range ? lines.linePos(document.contents.range[0]).line : 1;
  };
}

/** Texts in plain YAML, which loses a part of some of them: `id: Contoh #50`. */
function plainTexts(document: Document.Parsed, lines: LineCounter): Omit<Fault, 'path'>[] {
  const found: Omit<Fault, 'path'>[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !key.range || !isScalar(value)) return;
      if (key.value !== 'id' && key.value !== 'en') return;
      if (value.type !== 'PLAIN' || value.source === '') return;
      const language = key.value;
      found.push({
        line: lines.linePos(key.range[0]).line,
        what: `the text "${language}" must be a block scalar (${language}: |) or stand in double quotes: plain YAML cuts " #…", stumbles over ": " and turns 08123 into 8123`,
      });
    },
  });
  return found;
}

import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

/** A YAML file whose faults are said with their line. */
export interface Source {
  /** `flows/give.yaml` */
  path: string;
  text: string;
}

export interface Parsed<T> {
  /** Absent when the file has faults of form. */
  value?: T;
  faults: Fault[];
  /** The line of a node, or of the nearest one above it. */
  lineOf(path: PropertyKey[]): number;
}

/** Reads a file into its shape, with all its faults of form at once. */
export function parse<T>(source: Source, shape: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const faults: Fault[] = [];
  const fault = (line: number, what: string) => faults.push({ path: source.path, line, what });
  const lineOf = (path: PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const parent: unknown = document.getIn(path.slice(0, length - 1), true);
      const key = path[length - 1];
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      if (pair && isScalar(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    return 1;
  };

  for (const error of document.errors) fault(lines.linePos(error.pos[0]).line, error.message);
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || !isScalar(pair.value)) return;
      if (pair.key.value !== 'id' && pair.key.value !== 'en') return;
      if (pair.value.type !== 'PLAIN' || !pair.key.range) return;
      const language = pair.key.value;
      fault(
        lines.linePos(pair.key.range[0]).line,
        `the text "${language}" must be a block scalar (${language}: |) or stand in double quotes: plain YAML cuts " #…", stumbles over ": " and turns 08123 into 8123`,
      );
    },
  });
  if (faults.length > 0) return { faults, lineOf };

  const result = shape.safeParse(document.toJS());
  if (result.success) return { value: result.data, faults, lineOf };
  for (const issue of result.error.issues) {
    const place = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
    fault(lineOf(issue.path), `${place}${issue.message}`);
  }
  return { faults, lineOf };
}

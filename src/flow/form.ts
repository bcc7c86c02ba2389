import type { z } from 'zod';
import { unknown } from './fault.ts';

/** A fault of form: where it stands, and what it is. */
export interface FormFault {
  path: PropertyKey[];
  what: string;
}

type Issue = z.core.$ZodIssue;

/** Says in words what a shape found, and where: `steps.amount.text: "en" is missing`. */
export function formFaults(issues: Issue[], written: unknown): FormFault[] {
  return issues.flatMap((issue) => faultsOf(issue, written));
}

function faultsOf(issue: Issue, written: unknown): FormFault[] {
  const { path } = issue;
  const value = valueAt(written, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fault([...path, key], path, `"${key}" does not belong here`));
    case 'invalid_key': {
      const [first] = issue.issues;
      const key = String(path.at(-1));
      return [fault(path, path.slice(0, -1), `"${key}": ${first?.message ?? issue.message}`)];
    }
    case 'invalid_union':
      return nearest(issue.errors).flatMap((inner) =>
        faultsOf({ ...inner, path: [...path, ...inner.path] }, written),
      );
    case 'invalid_value':
      if (value === undefined) break;
      return [fault(path, path, unknown('value', String(value), issue.values.map(String)))];
    case 'too_small':
      if (value === '') return [fault(path, path, 'is empty')];
      break;
    case 'invalid_type':
      if (value === undefined || value === null) break;
      return [fault(path, path, `must be ${kinds[issue.expected] ?? issue.expected}`)];
  }
  if (value !== undefined && value !== null) return [fault(path, path, issue.message)];
  if (path.length === 0) return [{ path, what: 'the file is missing or empty' }];
  return [fault(path, path.slice(0, -1), `"${String(path.at(-1))}" is missing`)];
}

const kinds: Record<string, string> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  array: 'a list in [ ]',
  object: 'names with what they mean',
  record: 'names with what they mean',
};

const fault = (path: PropertyKey[], place: PropertyKey[], what: string): FormFault => ({
  path,
  what: place.length > 0 ? `${place.map(String).join('.')}: ${what}` : what,
});

/** Of the several shapes that something could have, what keeps it from the one that it comes nearest to. */
function nearest(branches: Issue[][]): Issue[] {
  const depth = (issues: Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  return [...branches].sort((a, b) => depth(b) - depth(a))[0] ?? [];
}

function valueAt(written: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    written,
  );
}

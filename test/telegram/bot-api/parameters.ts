import { badRequest } from './refusal.ts';

export interface Upload {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** What a call carries, from its query string and its body alike. */
export interface Parameters {
  values: Map<string, unknown>;
  files: Map<string, Upload>;
}

/** Text, '' when absent. Numbers and objects of a JSON body read as they would in a form. */
export function textOf({ values }: Parameters, name: string): string {
  const value = values.get(name);
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A whole number, kept within its bounds as Telegram does; what is no number is the fallback. */
export function wholeOf(
  parameters: Parameters,
  name: string,
  fallback = 0,
  [least, most]: [number, number] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
): number {
  const text = textOf(parameters, name).trim();
  const value = /^-?\d+$/.test(text) ? Number(text) : fallback;
  return Math.min(Math.max(value, least), most);
}

export function flagOf(parameters: Parameters, name: string): boolean {
  return ['true', 'yes', '1'].includes(textOf(parameters, name).trim().toLowerCase());
}

/** An object or a list, whether nested in a JSON body or written as JSON in a form; `what` names it in the refusal. */
export function jsonOf({ values }: Parameters, name: string, what: string): unknown {
  const value = values.get(name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`Can't parse ${what} JSON object`);
  }
}

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import pino from 'pino';

export type Log = pino.Logger;

/**
 * JSON, a line an event. What people said, their addresses, phone numbers and keys are never handed to it:
 * an error is logged by its kind and place (`faultOf`), for a message may quote what it choked on.
 */
export const createLog = (level: string): Log =>
  pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });

/** The kind of an error and where it was thrown: `TypeError at src/flow/walk.ts:41`. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\(?(?:file:\/\/)?[^()\s]*?((?:src|flows)\/[\w./-]+\.(?:ts|js):\d+)/.exec(
    error.stack?.split('\n').slice(1).join('\n') ?? '',
  );
  return `${error.name}${code}${place ? ` at ${place[1]}` : ''}`;
}

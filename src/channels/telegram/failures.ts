import { GrammyError, HttpError } from 'grammy';
import type { Failure, FetchFailure } from '../../chat/channel.ts';

export interface SendFailure {
  failure: Failure;
  /** Milliseconds, with `throttled`, as Telegram's `retry_after` says. */
  after?: number;
}

/**
 * What Telegram's answer, or its lack, means for a message. The only place that knows Telegram's codes.
 * Neither the error nor its text may be logged: the request's address holds the token.
 */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof GrammyError) return refusalOf(error);
  if (isNeverSent(error)) return { failure: 'unreachable' };
  // A time-out, a connection that broke after the request was written, or an answer that is no JSON, e.g.
  // the 502 page of a proxy in between: Telegram may have taken the message and only its answer was lost.
  return { failure: 'unknown' };
}

function refusalOf({ error_code: code, description, parameters }: GrammyError): SendFailure {
  if (code === 429) {
    const seconds = parameters.retry_after;
    return { failure: 'throttled', ...(seconds === undefined ? {} : { after: seconds * 1000 }) };
  }
  // Blocked, deactivated, never started: whatever Telegram's reason, this person cannot be written to.
  if (code === 403 || (code === 400 && /chat not found|PEER_ID_INVALID/i.test(description))) {
    return { failure: 'gone' };
  }
  // The token is refused, so nothing was said; it can be said once the operator has set another.
  if (isTokenRefused(code)) return { failure: 'unreachable' };
  // Telegram's own fault (5xx) does not say whether the message was taken.
  return { failure: code >= 500 ? 'unknown' : 'refused' };
}

/** 401 for a token that was revoked; 404 for one that never was one. */
function isTokenRefused(code: number): boolean {
  return code === 401 || code === 404;
}

/** Why polling did not get its updates. */
export type PollFailure = 'token-refused' | 'polled-elsewhere' | 'throttled' | 'unreachable';

/** The same for receiving, where an unanswered request is simply made again. */
export function pollFailureOf(error: unknown): { failure: PollFailure; after?: number } {
  if (!(error instanceof GrammyError)) return { failure: 'unreachable' };
  if (isTokenRefused(error.error_code)) return { failure: 'token-refused' };
  if (error.error_code === 409) return { failure: 'polled-elsewhere' };
  if (error.error_code !== 429) return { failure: 'unreachable' };
  return { failure: 'throttled', after: (error.parameters.retry_after ?? 1) * 1000 };
}

/** The same for a file, which can be asked for again: what is no answer only means that it did not come this time. */
export function fetchFailureOf(error: unknown): { failure: FetchFailure; after?: number } {
  if (!(error instanceof GrammyError)) return { failure: 'unreachable' };
  const { error_code: code, description, parameters } = error;
  if (code === 429) return { failure: 'throttled', after: (parameters.retry_after ?? 1) * 1000 };
  // "wrong file_id or the file is temporarily unavailable" does not say which.
  if (code !== 400 || /temporarily/i.test(description)) return { failure: 'unreachable' };
  return { failure: /too big/i.test(description) ? 'too-large' : 'gone' };
}

/** Errors from before a connection stood: no host, nobody listening, no route, a certificate not trusted. */
const beforeConnecting = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function isNeverSent(error: unknown): boolean {
  const cause = error instanceof HttpError ? error.error : error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return false;
  return typeof cause.code === 'string' && beforeConnecting.has(cause.code);
}

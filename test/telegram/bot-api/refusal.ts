/** An answer with `ok: false`: HTTP status, Telegram's description, and `parameters` where it has some. */
export class Refusal extends Error {
  readonly status: number;
  readonly parameters: Record<string, unknown> | undefined;

  constructor(status: number, description: string, parameters?: Record<string, unknown>) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }

  get body(): Record<string, unknown> {
    const { status: error_code, message: description, parameters } = this;
    return { ok: false, error_code, description, ...(parameters ? { parameters } : {}) };
  }
}

/**
 * A 400 as Telegram words it: a sentence loses its capital, a code keeps it.
 * `badRequest('Message text is empty')` says `Bad Request: message text is empty`,
 * `badRequest('BUTTON_DATA_INVALID')` says `Bad Request: BUTTON_DATA_INVALID`.
 */
export function badRequest(reason: string): Refusal {
  const isCode = /^.[A-Z_]/.test(reason);
  const worded = isCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1);
  return new Refusal(400, `Bad Request: ${worded}`);
}

/** `seconds` as in `parameters.retry_after`. */
export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

export const blockedByUser = () => new Refusal(403, 'Forbidden: bot was blocked by the user');

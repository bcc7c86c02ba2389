/** One call of the bot, as the server saw it. Tests judge *once* and *pace* by these. */
export interface Call {
  /** Milliseconds since 1970, when the request was read. */
  at: number;
  /** Milliseconds until it was answered or dropped. */
  ms?: number;
  method: string;
  /** Whose chat it was about, where it was about one. */
  chat?: number;
  /** What it carried; of files, their size. */
  sent: Record<string, unknown>;
  /** Whether it took effect, though the sender may have been told otherwise, or nothing. */
  accepted: boolean;
  /** Whether the sender was told `ok: true`. */
  ok: boolean;
  /** `200`, `429 Too Many Requests: retry after 2`, `dropped`, or `open` while it waits. */
  answer: string;
}

const sending = /^send(?!ChatAction)/i;

/** The calls that put a message before somebody. */
export const sends = (calls: readonly Call[]) => calls.filter(({ method }) => sending.test(method));

/** Most calls within any stretch of `ms` milliseconds: the pace that a sender really kept. */
export function mostWithin(ms: number, calls: readonly Call[]): number {
  const times = calls.map(({ at }) => at).sort((a, b) => a - b);
  let first = 0;
  return times.reduce((most, at, index) => {
    while (at - (times[first] ?? at) >= ms) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}

/** The last calls, a line each, for a test's error: `12:00:01.250 sendMessage 1001 200 "Boleh kami simpan?"`. */
export function told(calls: readonly Call[], last = 25): string {
  const lines = calls.slice(-last).map(({ at, method, chat, answer, sent }) => {
    const text = sent.text === undefined ? '' : JSON.stringify(String(sent.text).slice(0, 60));
    return [new Date(at).toISOString().slice(11, 23), method, chat, answer, text]
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
  });
  return lines.length === 0 ? 'The bot called nothing.' : lines.join('\n');
}

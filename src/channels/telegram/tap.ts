/** What a button carries: the id of its question and the key of its option. */
export interface Tap {
  question: string;
  key: string;
}

/** `q7f3a|yes`. Telegram allows 64 bytes; keys have at most 40, so a question's id at most 23. */
export function tapData({ question, key }: Tap): string {
  return `${question}|${key}`;
}

/** Data that is none of ours, e.g. of a bot that had this account before, names no question: a stale tap. */
export function tapOf(data: string): Tap {
  const bar = data.indexOf('|');
  if (bar < 0) return { question: '', key: data };
  return { question: data.slice(0, bar), key: data.slice(bar + 1) };
}

import type { Language } from '../chat/message.ts';
import type { Book } from './definition.ts';
import { fill } from './template.ts';

/** The text of a notice in a person's language, e.g. `pledge-to-head`. Throws when there is none of that name. */
export function renderNotice(
  book: Book,
  name: string,
  args: Record<string, unknown>,
  language: Language,
): string {
  const notice = Object.hasOwn(book.notices, name) ? book.notices[name] : undefined;
  if (!notice) throw new Error(`flows/notices.yaml has no notice ${name}.`);
  const { text, args: writings } = notice;
  return fill(text[language], { values: args, writings, words: {}, language });
}

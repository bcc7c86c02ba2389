import type { Channel } from './chat/channel.ts';
import type { Address, Language } from './chat/message.ts';
import type { Book } from './flow/definition.ts';

/** A confirmation takes long: whoever waits hears that they need not send it again. Nothing hangs on its arriving. */
export function sayMakingSure(
  channel: Channel | undefined,
  { to, chat }: { to: Address; chat: string },
  { texts }: Book,
  language: Language,
): void {
  const text = texts['making-sure'][language].trim();
  const message = { text, options: [], marks: 'numbers' as const, language };
  void channel?.send(to, message, `sure-${chat}-${Date.now()}`);
}

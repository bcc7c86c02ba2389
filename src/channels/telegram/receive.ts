import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { ChannelHealth, Receive } from '../../chat/channel.ts';
import { type PollFailure, pollFailureOf } from './failures.ts';
import { readUpdate } from './read.ts';

export interface Polling {
  /** Its time-out must outlast `pollSeconds`. */
  api: Api;
  receive: Receive;
  /** Ends it: what is being handed over is still finished. */
  signal: AbortSignal;
  /** How long Telegram may hold an empty request open. */
  pollSeconds: number;
  /** Waits so many milliseconds, or until the signal. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  tell(health: ChannelHealth): void;
}

/** grammY's types name an older package's signal; it takes the platform's own. */
type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Blocking and unblocking are asked for so that Telegram forgets them too; nothing is said to them. */
export const kinds = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/**
 * Asks Telegram for updates until the signal, or until the token is refused. An update counts as
 * received, which the next request's offset tells Telegram, only once `receive` kept it: whatever a
 * crash interrupts comes again, with the same id.
 */
export async function receiveUpdates(polling: Polling): Promise<'stopped' | 'token-refused'> {
  const { api, signal, pollSeconds, pause, tell } = polling;
  const until = signal as ApiSignal;
  let bot: string | undefined;
  let offset = 0;
  let told = 0;
  let failed = 0;
  /** Until a request was answered well, none is held open: health should know at once. */
  let well = false;
  while (!signal.aborted) {
    try {
      bot ??= await greet(api, until);
      const request = { offset, timeout: well ? pollSeconds : 0, allowed_updates: kinds };
      const updates = await api.getUpdates(request, until);
      well = true;
      told = offset;
      tell({ ready: true, detail: `Telegram receives as @${bot}.` });
      const next = await acceptAll(updates, polling);
      failed = next.complete ? 0 : failed + 1;
      offset = next.offset ?? offset;
      if (!next.complete) await pause(backoff(failed), signal);
    } catch (error) {
      if (signal.aborted) break;
      well = false;
      const { failure, after } = pollFailureOf(error);
      tell({ ready: false, detail: sentences[failure] });
      if (failure === 'token-refused') return failure;
      failed += 1;
      await pause(after ?? backoff(failed), signal);
    }
  }
  if (offset > told) await confirm(api, offset);
  return 'stopped';
}

/** Learns the bot's name, and ends a webhook, beside which Telegram refuses polling. */
async function greet(api: Api, until: ApiSignal): Promise<string> {
  const me = await api.getMe(until);
  await api.deleteWebhook({}, until);
  return me.username;
}

/**
 * Hands over a batch: different chats side by side, one chat's updates one after another and none past
 * a failure. The offset is the first update that was not kept, or the one after the last.
 */
async function acceptAll(
  updates: Update[],
  { api, receive, signal }: Polling,
): Promise<{ complete: boolean; offset: number | undefined }> {
  const failures = await Promise.all(byChat(updates).map(acceptInOrder));
  const first = Math.min(...failures.filter((id) => id !== undefined));
  if (Number.isFinite(first)) return { complete: false, offset: first };
  const last = updates.at(-1);
  return { complete: true, offset: last && last.update_id + 1 };

  /** Gives the id of the update that was not kept. */
  async function acceptInOrder(chat: Update[]): Promise<number | undefined> {
    for (const update of chat) {
      const event = readUpdate(update);
      try {
        if (event) await receive(event);
      } catch {
        return update.update_id;
      }
      // Only stops the button's spinner: whether Telegram takes it never matters.
      const query = update.callback_query;
      if (query) void api.answerCallbackQuery(query.id, {}, signal as ApiSignal).catch(() => {});
    }
    return undefined;
  }
}

function byChat(updates: Update[]): Update[][] {
  const chats = new Map<number | undefined, Update[]>();
  for (const update of updates) {
    const chat = chatOf(update);
    chats.set(chat, [...(chats.get(chat) ?? []), update]);
  }
  return [...chats.values()];
}

function chatOf(update: Update): number | undefined {
  const { message, edited_message: edited, callback_query: query } = update;
  return (message ?? edited ?? query?.message)?.chat.id;
}

/** Tells Telegram what was kept last, so that it need not come again after a restart; if it fails, it does. */
async function confirm(api: Api, offset: number): Promise<void> {
  const request = { offset, timeout: 0, limit: 1, allowed_updates: kinds };
  await api.getUpdates(request, AbortSignal.timeout(2000) as ApiSignal).catch(() => {});
}

/** 1, 2, 4, 8, 16, then every 30 seconds. */
function backoff(failed: number): number {
  return failed > 5 ? 30_000 : 1000 * 2 ** (failed - 1);
}

const sentences: Record<PollFailure, string> = {
  'token-refused':
    'Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one that BotFather gives, and start again.',
  'polled-elsewhere':
    'Another process receives from Telegram with this token: stop it, or give this one a token of its own.',
  throttled: 'Telegram asks to be asked less often: waiting as long as it says.',
  unreachable: 'Telegram cannot be reached: trying again, every 30 seconds at the latest.',
};

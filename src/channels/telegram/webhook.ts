import { createHash, timingSafeEqual } from 'node:crypto';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ChannelHealth, Receive } from '../../chat/channel.ts';
import { pollFailureOf } from './failures.ts';
import { readUpdate } from './read.ts';
import { kinds } from './receive.ts';

/** Where Telegram posts updates, below PUBLIC_URL. */
export const webhookPath = '/telegram/webhook';

/** Telegram's updates are small; files come by another way. */
const largest = 256 * 1024;

export interface WebhookOptions {
  api: Api;
  /** TELEGRAM_WEBHOOK_SECRET: Telegram sends it with each update. */
  secret: string;
  /** Undefined while nothing is received: then Telegram is asked to come again. */
  receive(): Receive | undefined;
}

/**
 * Open to the internet, and to nobody who does not send the secret: it is compared before the body is read.
 * 200 only after the update is kept; whatever else Telegram reads brings the update again.
 */
export function webhookRoutes({ api, secret, receive }: WebhookOptions): Hono {
  const expected = digest(secret);
  const routes = new Hono();
  routes.post(
    webhookPath,
    async (context, next) => {
      const given = context.req.header('x-telegram-bot-api-secret-token') ?? '';
      if (!timingSafeEqual(digest(given), expected)) return context.body(null, 403);
      return next();
    },
    bodyLimit({ maxSize: largest, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const keep = receive();
      if (!keep) return context.body(null, 503);
      const update = await context.req.json<Update>().catch(() => undefined);
      if (typeof update?.update_id !== 'number') return context.body(null, 400);
      try {
        const event = readUpdate(update);
        if (event) await keep(event);
      } catch {
        return context.body(null, 503);
      }
      const query = update.callback_query;
      if (query) void api.answerCallbackQuery(query.id).catch(() => {});
      return context.body(null, 200);
    },
  );
  return routes;
}

/** Tells Telegram where to post. Gives what the operator should know of it. */
export async function registerWebhook(
  api: Api,
  publicUrl: string,
  secret: string,
): Promise<ChannelHealth> {
  try {
    await api.setWebhook(`${publicUrl}${webhookPath}`, {
      secret_token: secret,
      allowed_updates: kinds,
    });
    return { ready: true, detail: 'Telegram posts updates to PUBLIC_URL.' };
  } catch (error) {
    const detail =
      pollFailureOf(error).failure === 'token-refused'
        ? 'Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one that BotFather gives, and start again.'
        : 'Telegram does not take PUBLIC_URL for its updates yet: trying again. It must be an https address that Telegram can reach.';
    return { ready: false, detail };
  }
}

/** Of equal length whatever was sent, so that the comparison takes equal time. */
const digest = (text: string) => createHash('sha256').update(text).digest();

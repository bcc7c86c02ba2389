import { setTimeout } from 'node:timers/promises';
import { Api } from 'grammy';
import type { Hono } from 'hono';
import type { Channel, ChannelHealth, Receive } from '../../chat/channel.ts';
import { fetchFile, largestFile } from './fetch.ts';
import { receiveUpdates } from './receive.ts';
import { mostCaption, sendMessage } from './send.ts';
import { registerWebhook, webhookRoutes } from './webhook.ts';

/**
 * A lease by name, so that of many processes one receives for a bot. Runs `run` while it is held, with a
 * signal that is aborted when the lease is lost; resolves once `run` has ended. While another
 * process holds it, waits, until `until` is aborted.
 */
export type Hold = (
  name: string,
  run: (held: AbortSignal) => Promise<void>,
  until: AbortSignal,
) => Promise<void>;

export interface TelegramOptions {
  /** As BotFather gives it, `123456:ABC…`; empty where none is set. */
  token: string;
  hold: Hold;
  /** Hears each change of health, for the log: sentences without people's words and without the token. */
  report(detail: string): void;
  /** Another Bot API server, TELEGRAM_API_ROOT. */
  apiRoot?: string;
  /** Receives by webhook instead of asking: where Telegram posts to, and the secret that it sends along. */
  webhook?: { publicUrl: string; secret: string };
  /** How long Telegram may hold an empty request for updates open. */
  pollSeconds?: number;
  /** How long a message may go without an answer before its outcome counts as unknown. */
  sendSeconds?: number;
  /** How long a file may take to come. */
  fetchSeconds?: number;
  /** Waits between tries: milliseconds. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A channel, with the routes that Telegram posts to where a webhook is set. */
export interface Telegram extends Channel {
  routes: Hono | undefined;
}

export function createTelegram(options: TelegramOptions): Telegram {
  const { token, hold, report, pollSeconds = 25, sendSeconds = 15, pause = wait } = options;
  const { fetchSeconds = 60 } = options;
  const apiRoot = (options.apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const wrong = whatIsWrong(token, apiRoot);
  const stopping = new AbortController();
  let health: ChannelHealth = { ready: false, detail: wrong ?? 'Telegram has not been asked yet.' };
  let receiving = Promise.resolve();
  let keep: Receive | undefined;

  const sending = new Api(token, { apiRoot, timeoutSeconds: sendSeconds });
  /** Bytes take longer than words. */
  const uploading = new Api(token, { apiRoot, timeoutSeconds: 3 * sendSeconds });
  const polling = new Api(token, { apiRoot, timeoutSeconds: pollSeconds + 10 });

  function tell(now: ChannelHealth): void {
    if (now.detail !== health.detail) report(now.detail);
    health = now;
  }

  /** Takes turns with other processes for as long as the token is good. */
  async function receiveInTurn(receive: Receive): Promise<void> {
    const common = { api: polling, receive, pollSeconds, pause, tell };
    let refused = false;
    while (!stopping.signal.aborted && !refused) {
      const run = async (held: AbortSignal) => {
        const signal = AbortSignal.any([held, stopping.signal]);
        refused = (await receiveUpdates({ ...common, signal })) === 'token-refused';
      };
      tell({
        ready: true,
        detail: 'Telegram is received by one process at a time: waiting for the turn.',
      });
      try {
        await hold(`telegram:${token.split(':')[0]}`, run, stopping.signal);
      } catch {
        tell({
          ready: false,
          detail: 'The lease to receive from Telegram cannot be taken: trying again.',
        });
        await pause(1000, stopping.signal);
      }
    }
  }

  /** Registers the webhook, trying again for as long as Telegram cannot be reached. */
  async function receivePosted(publicUrl: string, secret: string): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = await registerWebhook(sending, publicUrl, secret);
      tell(now);
      if (now.ready) return;
      await pause(30_000, stopping.signal);
    }
  }

  const { webhook } = options;
  const routes =
    webhook && wrong === undefined
      ? webhookRoutes({ api: sending, secret: webhook.secret, receive: () => keep })
      : undefined;

  return {
    name: 'telegram',
    routes,
    limits: {
      text: 4096,
      buttons: 100,
      label: 64,
      edits: true,
      caption: mostCaption,
      file: largestFile,
    },

    async start(receive) {
      if (wrong !== undefined) return;
      keep = receive;
      receiving = webhook
        ? receivePosted(webhook.publicUrl, webhook.secret)
        : receiveInTurn(receive);
    },

    async send(to, message) {
      if (wrong !== undefined) return { ok: false, failure: 'unreachable' };
      return sendMessage(message.media ? uploading : sending, to, message);
    },

    async fetch(file) {
      if (wrong !== undefined) return { ok: false, failure: 'unreachable' };
      return fetchFile({ api: sending, apiRoot, token, seconds: fetchSeconds }, file);
    },

    health: () => health,

    async stop() {
      keep = undefined;
      stopping.abort();
      await receiving;
      health = { ready: false, detail: 'Telegram is no longer received.' };
    },
  };
}

function whatIsWrong(token: string, apiRoot: string): string | undefined {
  if (token === '')
    return 'Telegram needs a token: set TELEGRAM_BOT_TOKEN to the one that BotFather gives.';
  if (!/^\d+:[\w-]+$/.test(token)) {
    return 'TELEGRAM_BOT_TOKEN is not a token: it looks like 123456:ABC-def, as BotFather gives it.';
  }
  if (!URL.canParse(apiRoot) || !/^https?:\/\//.test(apiRoot)) {
    return 'TELEGRAM_API_ROOT is not an address: it looks like https://api.telegram.org.';
  }
  return undefined;
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}

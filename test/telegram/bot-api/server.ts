import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Bot, type Query } from './bot.ts';
import type { Call } from './calls.ts';
import { type Answer, dispatch, refusedBy } from './dispatch.ts';
import type { Fault, SetFault } from './faults.ts';
import type { Caller } from './methods/method.ts';
import { Person } from './person.ts';
import type { PersonFacts } from './phone.ts';
import { Refusal } from './refusal.ts';
import { parametersOf, targetOf } from './request.ts';
import { Webhook } from './webhook.ts';

export interface BotApiOptions {
  token: string;
  /** A free one unless said. */
  port?: number;
  /** Enforce a message a second to a chat and 30 a second overall, without mercy. */
  strictRate?: boolean;
  /** Milliseconds within which a tap can be answered; 15,000 unless said. */
  callbackLife?: number;
  /** Milliseconds before the webhook is tried again; 100 unless said. */
  webhookRetry?: number;
  /** Milliseconds since 1970, for dates and for the age of taps. */
  now?: () => number;
}

export interface BotApi {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly root: string;
  /** Every call so far, in the order in which they came. */
  readonly calls: readonly Call[];
  /** What Telegram would pass over in silence: parameters it does not know, methods this server lacks. */
  readonly warnings: readonly string[];
  /** Taps that nobody has answered. */
  readonly unanswered: readonly Query[];
  /** Updates that the bot has not confirmed. */
  readonly pending: number;
  readonly webhook: Webhook;
  /** Somebody with a phone; the same id again is the same chat. */
  person(facts: PersonFacts): Person;
  fail(fault: Fault): SetFault;
  /** Delivers an update once more, though it was confirmed. */
  redeliver(updateId: number): void;
  close(): Promise<void>;
}

/** Starts a Bot API server for one bot on 127.0.0.1. */
export async function startBotApi(options: BotApiOptions): Promise<BotApi> {
  const { token, port = 0, strictRate = false } = options;
  const { callbackLife = 15_000, webhookRetry = 100, now = Date.now } = options;
  const bot = new Bot({ token, now, callbackLife });

  const webhook = new Webhook(
    bot.updates,
    async ({ method, ...values }) => {
      const parameters = { values: new Map(Object.entries(values)), files: new Map() };
      const gone = new AbortController().signal;
      await dispatch(bot, String(method), parameters, { gone, webhook }, strictRate);
    },
    webhookRetry,
  );

  const http = createServer((request, response) => {
    void respond(bot, request, response, webhook, strictRate).catch(() => response.destroy());
  });
  http.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address = http.address();
  const bound = typeof address === 'object' && address ? address.port : port;

  return {
    root: `http://127.0.0.1:${bound}`,
    calls: bot.calls,
    warnings: bot.warnings,
    webhook,
    get unanswered() {
      return [...bot.queries.values()].filter(({ answered }) => !answered);
    },
    get pending() {
      return bot.updates.pending;
    },
    person: (facts) => new Person(bot, facts),
    fail: (fault) => bot.faults.set(fault),
    redeliver: (updateId) => bot.updates.redeliver(updateId),
    close: async () => {
      webhook.remove();
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  bot: Bot,
  request: IncomingMessage,
  response: ServerResponse,
  webhook: Webhook,
  strictRate: boolean,
): Promise<void> {
  const hangUp = new AbortController();
  response.on('close', () => hangUp.abort());
  const answer = await answerTo(bot, request, { gone: hangUp.signal, webhook }, strictRate);
  if (response.destroyed) return;
  if (answer === 'dropped') request.socket.destroy();
  else if ('bytes' in answer) giveFile(response, answer);
  else response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
}

async function answerTo(
  bot: Bot,
  request: IncomingMessage,
  caller: Caller,
  strictRate: boolean,
): Promise<Answer | Download> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const target = targetOf(url);
  if (!target) return refused(new Refusal(404, 'Not Found'));
  if (target.token !== bot.token) return refused(new Refusal(401, 'Unauthorized'));
  if (target.kind === 'file') {
    const file = bot.files.byPath(target.path);
    const trouble = bot.faults.meet('download', undefined);
    const refusal = file ? refusedBy(trouble) : refused(new Refusal(404, 'Not Found'));
    return (
      refusal ?? { bytes: file?.bytes ?? new Uint8Array(), cut: trouble === 'drop-after-accept' }
    );
  }
  try {
    const parameters = await parametersOf(request, url);
    return await dispatch(bot, target.method, parameters, caller, strictRate);
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

interface Download {
  bytes: Uint8Array;
  /** The connection breaks in the middle of it. */
  cut: boolean;
}

function giveFile(response: ServerResponse, { bytes, cut }: Download): void {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length };
  response.writeHead(200, headers);
  if (!cut) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

const refused = ({ status, body }: Refusal): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

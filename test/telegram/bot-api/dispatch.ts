import { setTimeout as sleep } from 'node:timers/promises';
import type { Bot } from './bot.ts';
import type { Call } from './calls.ts';
import type { Trouble } from './faults.ts';
import type { Caller, Method } from './methods/method.ts';
import { methods } from './methods/table.ts';
import { type Parameters, textOf, wholeOf } from './parameters.ts';
import { blockedByUser, Refusal, tooManyRequests } from './refusal.ts';

/** What goes back over the wire: a status and a body, or nothing but a cut connection. */
export type Answer = { status: number; type: string; body: string } | 'dropped';

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

const gateway = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0</center></body>
</html>
`;
const badGateway: Answer = { status: 502, type: 'text/html', body: gateway };

/** Runs one call from the log's entry to the answer, through the faults and the rate that stand. */
export async function dispatch(
  bot: Bot,
  name: string,
  parameters: Parameters,
  caller: Caller,
  strictRate: boolean,
): Promise<Answer> {
  const method = methods.get(name.toLowerCase());
  const call = entry(bot, method?.name ?? name, parameters);
  bot.calls.push(call);
  const trouble = bot.faults.meet(call.method, call.chat);
  let answer = refusedBy(trouble);
  if (answer === undefined) {
    answer = await run(bot, method, parameters, caller, call, strictRate);
    call.accepted = call.ok;
    if (trouble === 'drop-after-accept') answer = 'dropped';
    if (trouble === '502-html-accepted') answer = badGateway;
    if (typeof trouble === 'object' && 'ms' in trouble) await sleep(trouble.ms);
    if (caller.gone.aborted) answer = 'dropped';
  }
  call.ok = answer !== 'dropped' && answer.status === 200;
  call.answer = summary(answer);
  call.ms = Date.now() - call.at;
  return answer;
}

/** The answer of a trouble that keeps the call from taking effect. */
export function refusedBy(trouble: Trouble | undefined): Answer | undefined {
  if (trouble === 'drop-before') return 'dropped';
  if (trouble === '502-html') return badGateway;
  if (trouble === '403') return refused(blockedByUser());
  if (typeof trouble !== 'object' || 'ms' in trouble) return undefined;
  if ('retryAfter' in trouble) return refused(tooManyRequests(trouble.retryAfter));
  return refused(new Refusal(trouble.status, trouble.description));
}

const refused = (refusal: Refusal) => json(refusal.status, refusal.body);

async function run(
  bot: Bot,
  method: Method | undefined,
  parameters: Parameters,
  caller: Caller,
  call: Call,
  strictRate: boolean,
): Promise<Answer> {
  try {
    if (!method) {
      bot.warnings.push(`${call.method}: this server does not speak it`);
      throw new Refusal(404, 'Not Found: method not found');
    }
    for (const name of [...parameters.values.keys()]) {
      if (!method.takes.includes(name)) {
        bot.warnings.push(`${method.name}: unknown parameter ${name}`);
      }
    }
    if (strictRate && /^send(?!ChatAction)/.test(method.name)) {
      bot.rate.take(call.chat ?? 0, bot.now());
    }
    const result = await method.run(bot, parameters, caller);
    call.ok = true;
    return json(200, { ok: true, result });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    bot.warnings.push(`${call.method}: the server itself failed: ${String(error)}`);
    return json(500, { ok: false, error_code: 500, description: 'Internal Server Error' });
  }
}

function entry(bot: Bot, method: string, parameters: Parameters): Call {
  const files = [...parameters.files].map(([name, { bytes }]) => [name, `${bytes.length} bytes`]);
  const query = bot.queries.get(textOf(parameters, 'callback_query_id'));
  const chat = textOf(parameters, 'chat_id') ? wholeOf(parameters, 'chat_id') : query?.chat;
  return {
    at: Date.now(),
    method,
    ...(chat === undefined ? {} : { chat }),
    sent: { ...Object.fromEntries(parameters.values), ...Object.fromEntries(files) },
    accepted: false,
    ok: false,
    answer: 'open',
  };
}

function summary(answer: Answer): string {
  if (answer === 'dropped') return 'dropped';
  const description = /"description":"((?:[^"\\]|\\.)*)"/.exec(answer.body)?.[1];
  return description ? `${answer.status} ${description}` : String(answer.status);
}

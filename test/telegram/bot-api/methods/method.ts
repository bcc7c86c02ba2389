import type { Bot } from '../bot.ts';
import type { Parameters } from '../parameters.ts';
import type { Webhook } from '../webhook.ts';

export interface Caller {
  /** Aborted when the caller hangs up. */
  gone: AbortSignal;
  webhook: Webhook;
}

/** One method of the Bot API. `run` gives what stands under `result`, or throws a Refusal. */
export interface Method {
  name: string;
  /** The parameters it knows. Others are noted in `warnings`, as Telegram passes over them in silence. */
  takes: readonly string[];
  run(bot: Bot, parameters: Parameters, caller: Caller): unknown;
}

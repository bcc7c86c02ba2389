import { flagOf, jsonOf, type Parameters, textOf, wholeOf } from '../parameters.ts';
import { Refusal } from '../refusal.ts';
import type { Method } from './method.ts';

function allowedOf(parameters: Parameters): string[] | undefined {
  const list = jsonOf(parameters, 'allowed_updates', 'allowed updates');
  if (!Array.isArray(list)) return undefined;
  return list.map((kind) => String(kind).toLowerCase());
}

const getUpdates: Method = {
  name: 'getUpdates',
  takes: ['offset', 'limit', 'timeout', 'allowed_updates'],
  async run(bot, parameters, { gone, webhook }) {
    if (webhook.url) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    bot.updates.allow(allowedOf(parameters));
    return await bot.updates.poll({
      offset: wholeOf(parameters, 'offset'),
      limit: wholeOf(parameters, 'limit', 100, [1, 100]),
      timeout: wholeOf(parameters, 'timeout', 0, [0, 50]),
      gone,
    });
  },
};

const setWebhook: Method = {
  name: 'setWebhook',
  takes: [
    ...['url', 'certificate', 'ip_address', 'max_connections', 'allowed_updates'],
    ...['drop_pending_updates', 'secret_token'],
  ],
  run(bot, parameters, { webhook }) {
    const url = textOf(parameters, 'url');
    if (flagOf(parameters, 'drop_pending_updates')) bot.updates.drop();
    if (url === '') webhook.remove();
    else {
      const maxConnections = wholeOf(parameters, 'max_connections', 40, [1, 100]);
      bot.updates.allow(allowedOf(parameters));
      webhook.set({ url, secret: textOf(parameters, 'secret_token'), maxConnections });
    }
    return true;
  },
};

const deleteWebhook: Method = {
  name: 'deleteWebhook',
  takes: ['drop_pending_updates'],
  run(bot, parameters, { webhook }) {
    if (flagOf(parameters, 'drop_pending_updates')) bot.updates.drop();
    webhook.remove();
    return true;
  },
};

const getWebhookInfo: Method = {
  name: 'getWebhookInfo',
  takes: [],
  run: (_bot, _parameters, { webhook }) => webhook.info,
};

export const receiving = [getUpdates, setWebhook, deleteWebhook, getWebhookInfo];

import {
  createWhatsapp,
  type Whatsapp,
  type WhatsappOptions,
} from '../../../src/channels/whatsapp/channel.ts';
import { Overtaken, type WhatsappStore } from '../../../src/channels/whatsapp/store.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Secrets } from '../../../src/store/secrets.ts';
import { openWhatsappStore } from '../../../src/store/whatsapp.ts';
import type { Joining } from '../../../src/store/whatsapp-contacts.ts';
import { execute } from '../../execute.ts';
import type { Addressing } from '../../whatsapp/server/person.ts';
import { World } from '../../whatsapp/server/world.ts';

export interface Ground {
  world: World;
  store: WhatsappStore;
  reported: string[];
  make(changes?: Partial<WhatsappOptions>): Whatsapp;
  /** Ends the channels that were made, and the server. */
  close(): Promise<void>;
}

/** Two contacts become one whenever they turn out to be; there are no other records here. */
const joinsAtOnce: Joining = {
  busy: async () => false,
  join: async () => {},
  fault(error) {
    throw error;
  },
};

/** An installation that is linked, with nothing in its records, and a server on loopback. */
export async function layGround(
  { url, secrets }: { url: string; secrets: Secrets },
  {
    addressing = 'lid',
    linked = true,
    joining = joinsAtOnce,
  }: { addressing?: Addressing; linked?: boolean; joining?: Joining } = {},
): Promise<Ground> {
  await execute(
    url,
    'TRUNCATE whatsapp_key, whatsapp_message, whatsapp_sent, whatsapp_contact CASCADE',
  );
  await execute(
    url,
    `UPDATE whatsapp_account SET creds = NULL, paired = false, pre_key_top = 0, wanted = NULL,
       restricted_at = NULL, restriction = NULL, stopped = NULL, push_after = NULL, detail = ''`,
  );
  const world = new World({ addressing });
  await world.listen();
  const store = openWhatsappStore({ url, secrets, overtaken: Overtaken, joining });
  if (linked) {
    const { epoch } = await store.account.take();
    await store.account.keepCreds(epoch, world.link.credentials(), true);
  }
  const reported: string[] = [];
  const made: Channel[] = [];
  return {
    world,
    store,
    reported,
    make(changes = {}) {
      const channel = createWhatsapp({
        store,
        hold: async (_, run, until) => run(until),
        report: (detail) => reported.push(detail),
        url: world.url,
        ackSeconds: 4,
        ...changes,
      });
      made.push(channel);
      return channel;
    },
    async close() {
      await Promise.all(made.map((channel) => channel.stop()));
      await world.close();
      await store.close();
      if (world.error) throw world.error;
    },
  };
}

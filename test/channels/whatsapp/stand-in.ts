import type { Connection } from '../../../src/channels/whatsapp/connection.ts';
import type { WhatsappStore } from '../../../src/channels/whatsapp/store.ts';

/** A connection on which everything is acknowledged after so many milliseconds; what was said, in order. */
export function standIn({ sent }: WhatsappStore, ackAfter = 0) {
  const said: string[] = [];
  let place = 1;
  const connection = {
    sock: { async readMessages() {}, async sendPresenceUpdate() {} },
    acks: {
      async wait(id: string) {
        const order = place++;
        if (ackAfter > 0) await new Promise((done) => setTimeout(done, ackAfter));
        await sent.acked(id, order);
        return { ok: true, order };
      },
      forget() {},
    },
    async prepare(_: string, __: unknown, { id }: { id: string }) {
      return async () => void said.push(id);
    },
    isOpen: () => true,
  } as unknown as Connection;
  return { connection, said };
}

import type { Connection } from './connection.ts';

/** So many acks that did not come, one after the other, mean that WhatsApp takes nothing at the moment. */
const mostMissed = 2;
/** Then one message in so long (ms) finds out whether that has passed. */
const askEvery = 30_000;

/** While WhatsApp is connected and acknowledges nothing, hardly anybody waits for it. */
export function watchSilence(now = () => performance.now()) {
  let of: unknown;
  let missed = 0;
  let askedAt = Number.NEGATIVE_INFINITY;

  function on(connection: unknown): void {
    if (connection === of) return;
    of = connection;
    missed = 0;
  }

  return {
    /** Whether a message is better not sent now. Where it is not, this one finds out. */
    lasts(connection: Pick<Connection, 'isOpen'>): boolean {
      on(connection);
      if (missed < mostMissed) return false;
      if (now() - askedAt < askEvery) return true;
      askedAt = now();
      return false;
    },
    /** An ack came, or it did not in time. One that the end of the connection took away says nothing. */
    heard(connection: Pick<Connection, 'isOpen'>, came: boolean): void {
      on(connection);
      if (came) missed = 0;
      else if (connection.isOpen() && ++missed >= mostMissed) askedAt = now();
    },
  };
}

import type pg from 'pg';

/**
 * A connection belongs to one transaction until that ends, and takes nothing more from it then.
 *
 * Prisma undoes a transaction whose time is over while a call that is made of several statements may still be
 * under way: `upsert` looks, the time ends, ROLLBACK goes out, and its INSERT would follow on the same
 * connection: kept for good, alone, or in the middle of the transaction that has the connection next.
 */
export function lendOnce(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  // With a callback it is the pool's own doing, outside any transaction.
  const lend = (...args: unknown[]): unknown =>
    args.length > 0 ? connect(...args) : (connect() as Promise<pg.PoolClient>).then(lent);
  pool.connect = lend as typeof pool.connect;
}

/** Fails every later call; `failure.ts` knows it as what will be right another time. */
export class TransactionIsOver extends Error {
  override name = 'TransactionIsOver';
  constructor() {
    super('The transaction was over before all of it was done.');
  }
}

/**
 * One lending. What Prisma asks at once, as for two relations, goes out one after the other: `pg` would queue it
 * as well, but warns that it will not for ever.
 */
function lent(client: pg.PoolClient): pg.PoolClient {
  let isOver = false;
  let before: Promise<unknown> = Promise.resolve();
  const query = async (statement: pg.QueryConfig) => {
    if (isOver) throw new TransactionIsOver();
    isOver = /^\s*(COMMIT|ROLLBACK)\s*;?\s*$/i.test(statement.text);
    const asked = before.then(() => client.query(statement));
    before = asked.catch(() => {});
    return asked;
  };
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

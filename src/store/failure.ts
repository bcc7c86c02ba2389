/**
 * Tells what a thrown error means for the work that met it: the ground gave way, and the same work is
 * right again later (infrastructure); others changed the same rows, and it is right again at once (a
 * conflict); or neither, and it is a bug that repeats itself at every try.
 *
 * One failure has many faces. A server killed under load shows itself as Prisma's `P1001`, `P1017`, `P2039`
 * or `P2010` with the true code below `meta`, as the driver adapter's bare error at BEGIN and COMMIT, or as
 * an `Error` of `pg` with nothing but a sentence. `test/store/failure.test.ts` makes them all.
 */

/** SQLSTATEs: lost connection, no resources, disk, shutting down or starting up, time-outs of any kind. */
const waitsForServer = /^(08\d{3}|53\d{3}|57P0\d|57014|55P03|25P0[34]|58030)$/;

const codes = new Set([
  // Prisma: not reachable, timed out, closed, no connection free, no transaction in time.
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
  // The driver adapter's own names for the same.
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  // The system's, on the way to any server.
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
  'MaxRetriesPerRequestError', // ioredis
  'TransactionIsOver', // lent.ts
]);

/** Errors that carry no code, only these words. */
const sentences = [
  /^Connection terminated( unexpectedly| due to connection timeout)?$/, // pg
  /^Client has encountered a connection error and is not queryable$/,
  /^(timeout exceeded when trying to connect|timeout expired|Query read timeout)$/,
  /^(Connection is closed\.|Command timed out)$/, // ioredis
  /^Stream isn't writeable and enableOfflineQueue options is false$/,
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|OOM|MISCONF|NOREPLICAS) /, // what Redis itself replies
];

const conflicts = new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict']);

/**
 * Whether to wait and try again: PostgreSQL or Redis is away, full or too slow. The work may have been done
 * all the same (the answer of a COMMIT is lost with its connection), so it is looked up before it is repeated.
 */
export function isInfrastructure(error: unknown): boolean {
  return layers(error).some(
    ({ names, message }) =>
      names.some((name) => codes.has(name) || waitsForServer.test(name)) ||
      sentences.some((sentence) => sentence.test(message)),
  );
}

/** Whether the transaction was undone because another one changed the same rows: repeat it at once. */
export function isConflict(error: unknown): boolean {
  return layers(error).some(({ names }) => names.some((name) => conflicts.has(name)));
}

interface Layer {
  names: string[];
  message: string;
}

/** The error, what it wraps, and what that wraps, each with every name that it goes by. */
function layers(error: unknown, depth = 0): Layer[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { code, errorCode, originalCode, kind, name, message, cause, errors, meta } =
    error as Record<string, unknown>;
  const texts = (values: unknown[]) => values.filter((value) => typeof value === 'string');
  const layer = {
    names: texts([code, errorCode, originalCode, kind, name]),
    message: texts([message]).join(),
  };
  const adapter = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  const inner = [cause, adapter, ...(Array.isArray(errors) ? errors : [])];
  return [layer, ...inner.flatMap((each) => layers(each, depth + 1))];
}

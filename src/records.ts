import type { Records as AidRecords } from './aid/action.ts';
import { actions } from './aid/actions.ts';
import { addNotice } from './store/outbox.ts';
import type { Secrets } from './store/secrets.ts';
import type { Records } from './store/sessions.ts';

/** How aid reaches its records: a client, the key, and the outbox of the same transaction. */
export const bindRecords =
  (secrets: Secrets) =>
  (db: Records, now: Date): AidRecords => ({
    db,
    secrets,
    notify: (notice) => addNotice(db, secrets, notice, now),
  });

export { actions };

import { z } from 'zod';
import type { Label } from '../chat/message.ts';
import { type ActionTable, actionsOver, shapes } from '../flow/action.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Secrets } from '../store/secrets.ts';

/** How a verb reaches what is kept. */
export interface Records {
  /** A turn's transaction for a verb that changes records, a plain client for one that only reads. */
  db: Prisma.TransactionClient;
  secrets: Secrets;
  /** Has something said to another person, if and when this transaction commits. */
  notify: (notice: Notice) => Promise<void>;
}

/**
 * What is to be said to somebody who is not speaking now. The same cause tells the same person once:
 * `{ cause: { kind: 'allocation', id }, person, part: 1, notice: 'pledge-to-head', args: { amount: 25 } }`
 */
export interface Notice {
  cause: { kind: string; id: string };
  /** The id of who is told. */
  person: string;
  /** 1, 2 … of the messages that one cause has for one person. */
  part: number;
  /** Its name in `flows/notices.yaml`. */
  notice: string;
  /** What its text is filled with: values as `shapes` describe them. Kept sealed. */
  args: Record<string, string | number | Label>;
  /** The keyed hash of the chat where it is told, for what was asked for there; else wherever the person is reached. */
  chat?: string;
  /** The id of a photo or proof that is shown with it (`aid/media/open.ts`). */
  media?: string;
}

export const defineAction = actionsOver<Records>();

/** The table of a noun's verbs. */
export type AidActions = ActionTable<Records>;

/**
 * What was chosen, by its key: takes the whole choice, or its key alone. `{ key: 'pangan', label: … }`
 * and `pangan` are both `pangan`.
 */
export const chosen = () =>
  z
    .union([z.string().max(40), shapes.choice()])
    .transform((choice) => (typeof choice === 'string' ? choice : choice.key));

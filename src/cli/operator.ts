import type { Actor } from '../aid/audit.ts';

/** What is done from the command line is on record as done by the operator of this machine. */
export const actor = { as: 'operator' } as const satisfies Actor;

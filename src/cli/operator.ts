import type { Actor } from '../aid/audit.ts';

/** Whoever types commands on the machine itself, as the audit log names them. */
export const actor = { as: 'operator' } as const satisfies Actor;

import { account } from './account.ts';
import { editing } from './edit.ts';
import { media } from './media.ts';
import type { Method } from './method.ts';
import { receiving } from './receive.ts';
import { sending } from './send.ts';

/** Every method this server speaks, by its name in lower case: Telegram does not mind capitals. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...receiving, ...sending, ...media, ...editing, ...account].map((method) => [
    method.name.toLowerCase(),
    method,
  ]),
);

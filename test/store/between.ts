import type { Redis } from 'ioredis';
import type { PrismaClient } from '../../src/store/generated/client.ts';

/** Redis, with something around every call of a script. */
export const aroundCalls = (
  redis: Redis,
  around: (call: () => Promise<unknown>) => Promise<unknown>,
): Redis =>
  new Proxy(redis, {
    get(target, name) {
      const value = member(target, name);
      if (name !== 'evalsha' || typeof value !== 'function') return value;
      return (...args: unknown[]) => around(async () => value(...args));
    },
  });

/** PostgreSQL, with something before every use of it, told its name: `$transaction`, `turn` … */
export const beforeUse = (prisma: PrismaClient, before: (name: string) => void): PrismaClient =>
  new Proxy(prisma, {
    get(target, name) {
      before(String(name));
      return member(target, name);
    },
  });

/** PostgreSQL, losing the answer of a transaction that was committed whenever `isCut` says so. */
export const cutAnswers = (
  prisma: PrismaClient,
  isCut: () => boolean,
  error: () => Error,
): PrismaClient =>
  new Proxy(prisma, {
    get(target, name) {
      const value = member(target, name);
      if (name !== '$transaction' || typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const cut = isCut();
        const given: unknown = await value(...args);
        if (cut) throw error();
        return given;
      };
    },
  });

function member(target: object, name: string | symbol): unknown {
  const value = Reflect.get(target, name) as unknown;
  return typeof value === 'function' ? value.bind(target) : value;
}

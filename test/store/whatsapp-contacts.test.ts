import { afterEach, describe, expect, test } from 'vitest';
import { openWhatsappStore } from '../../src/store/whatsapp.ts';
import type { Joining } from '../../src/store/whatsapp-contacts.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

let people = 0;
/** The two addresses of somebody new. */
const somebody = () => {
  people++;
  return { lid: `9${people}@lid`, pn: `${people}@s.whatsapp.net` };
};

/** The records as one process has them. */
function processWith(joining: Partial<Joining> = {}) {
  const store = openWhatsappStore({
    url: database.url,
    secrets: database.secrets,
    overtaken: Error,
    joining: { busy: async () => false, join: async () => {}, fault() {}, ...joining },
  });
  closing.push(() => store.close());
  return store.contacts;
}

describe('two contacts that turn out to be one', () => {
  test('are joined once, whichever process sees it', async () => {
    let joined = 0;
    const join = async () => void joined++;
    const [one, other] = [processWith({ join }), processWith({ join })];
    const jids = somebody();
    const known = [await one.of({ lid: jids.lid }), await one.of({ pn: jids.pn })];
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, index) => (index % 2 ? one : other).of(jids)),
    );
    expect(new Set(seen).size).toBe(1);
    expect(known).toContain(seen[0]);
    expect(joined).toBe(1);
  });

  test('are not joined where a number has gone to somebody else: an account keeps its LID', async () => {
    let joined = 0;
    const contacts = processWith({ join: async () => void joined++ });
    const [before, after] = [somebody(), somebody()];
    const known = await contacts.of(before);
    const moved = { lid: after.lid, pn: before.pn };
    const other = await contacts.of(moved);
    expect(other).not.toBe(known);
    expect(await contacts.of({ pn: before.pn })).toBe(other);
    expect(await contacts.of({ lid: before.lid })).toBe(known);
    expect((await contacts.reach(known))?.pn).toBeUndefined();
    // And whoever takes a new number stays who they are.
    expect(await contacts.of({ lid: before.lid, pn: after.pn })).toBe(known);
    expect(await contacts.reach(known)).toMatchObject({ lid: before.lid, pn: after.pn });
    expect(joined).toBe(0);
  });

  test('are two again where the records could not be reached, and are joined the next time', async () => {
    const lost = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    const jids = somebody();
    const failing = processWith({ join: () => Promise.reject(lost) });
    await failing.of({ lid: jids.lid });
    await failing.of({ pn: jids.pn });
    await expect(failing.of(jids)).rejects.toThrow('gone');
    expect(await failing.of({ lid: jids.lid })).not.toBe(await failing.of({ pn: jids.pn }));
    const well = processWith();
    const id = await well.of(jids);
    expect(await well.of({ lid: jids.lid })).toBe(id);
    expect(await well.of({ pn: jids.pn })).toBe(id);
  });

  test('become one even where their records cannot, so that nobody waits for ever', async () => {
    const told: unknown[] = [];
    const fault = new Error('A claim cannot be ended.');
    const contacts = processWith({
      async join(db) {
        // What it had done by then is undone; the rest stands.
        await db.$executeRaw`INSERT INTO installation (id, created_at) VALUES (1, now())`;
        throw fault;
      },
      fault: (error) => told.push(error),
    });
    const jids = somebody();
    await contacts.of({ lid: jids.lid });
    await contacts.of({ pn: jids.pn });
    const id = await contacts.of(jids);
    expect(await contacts.of({ pn: jids.pn })).toBe(id);
    expect(told).toEqual([fault]);
    expect(await database.prisma.installation.count()).toBe(0);
  });
});

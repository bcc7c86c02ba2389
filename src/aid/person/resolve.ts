import type { Address, Language } from '../../chat/message.ts';
import type { Records } from '../action.ts';

/**
 * Where a person is reached now, and in which language: in that chat, or at the newest of their addresses. Whoever was merged
 * is reached where the other record is. Undefined when they have none, or were erased.
 */
export async function resolvePerson(
  { db, secrets }: Pick<Records, 'db' | 'secrets'>,
  person: string,
  chat: string | null = null,
): Promise<{ address: Address; language: Language } | undefined> {
  const row = await db.address.findFirst({
    where: {
      person: { OR: [{ id: person }, { mergedFrom: { some: { id: person } } }], erasedAt: null },
      ...(chat !== null && { chat }),
    },
    orderBy: { createdAt: 'desc' },
  });
  if (!row) return undefined;
  const address = { channel: row.channel, account: secrets.open(row.account) };
  return { address, language: row.language };
}

/** An hour (ms). */
const heardEvery = 3_600_000;

/**
 * Remembers in which language a chat speaks, so that notices come in it, and to the hour when it was heard. Writes only
 * what changed, and a write that fails is made good by the next turn.
 */
export function rememberLanguage(db: Records['db']) {
  const known = new Map<string, { language: Language; at: number }>();
  return {
    /** The language that the chat was last heard in by this process. */
    of: (chat: string): Language => known.get(chat)?.language ?? 'id',
    heard(chat: string, language: Language, now: Date): void {
      const before = known.get(chat);
      const isFresh = before && now.getTime() - before.at < heardEvery;
      if (isFresh && before.language === language) return;
      known.set(chat, { language, at: now.getTime() });
      if (known.size > 10_000) known.delete(known.keys().next().value ?? '');
      const data = { language, heardAt: now };
      db.address.updateMany({ where: { chat }, data }).catch(() => known.delete(chat));
    },
  };
}

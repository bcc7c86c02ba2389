import { z } from 'zod';
import type { ActionContext } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { consentText } from './rules.ts';

/** Nothing of a person is kept before this: it makes the person, their address, and the record of the yes. */
export const consent = defineAction({
  name: 'person.consent',
  says: 'Records that the person allows their data to be kept: which text, when, on which channel.',
  needs: z.object({}),
  ends: { agreed: z.object({}) },
  creates: true,
  example: {},
  async run(_, context) {
    const personId = (await knownAt(context)) ?? (await makeKnown(context));
    // A person who has already agreed to this text on this channel has agreed once.
    await context.records.db.consent.createMany({
      data: {
        personId,
        textVersion: consentText,
        channel: context.address.channel,
        givenAt: context.now,
      },
      skipDuplicates: true,
    });
    return { end: 'agreed', gives: {} };
  },
});

type Context = ActionContext<Records>;

async function knownAt({ records, chat }: Context): Promise<string | undefined> {
  const address = await records.db.address.findUnique({ where: { chat } });
  return address?.personId;
}

async function makeKnown(context: Context): Promise<string> {
  const { records, address, chat, now, language } = context;
  const { id } = await records.db.person.create({ data: { createdAt: now } });
  const { count } = await records.db.address.createMany({
    data: {
      personId: id,
      channel: address.channel,
      account: records.secrets.seal(address.account),
      chat,
      language,
      createdAt: now,
      heardAt: now,
    },
    skipDuplicates: true,
  });
  if (count === 1) return id;
  // The same account agreed in the same instant: it stays one person.
  await records.db.person.delete({ where: { id } });
  return (await knownAt(context)) ?? id;
}

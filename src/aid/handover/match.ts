import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { handoverCode, plainCode } from '../pledge/code.ts';
import { donorOf } from '../pledge/records.ts';
import { living } from '../pledge/rules.ts';
import { packageWords } from '../programme/records.ts';
import { hoursLater } from '../programme/rules.ts';
import { headOfPlace } from './headed.ts';
import { lockedHours, mostTries } from './rules.ts';

/** The code finds the promise. Five that do not fit, and the way without a code is left. */
export const match = defineAction({
  name: 'handover.match',
  says: 'Finds the promise whose hand-over code was told; counts codes that do not fit.',
  needs: z.object({ place: chosen(), code: z.string().max(40) }),
  ends: {
    matched: z.object({
      allocation: shapes.text(),
      donor: shapes.text(),
      number: shapes.text(),
      amount: shapes.quantity(),
      unit: shapes.label(),
      nature: z.enum(Nature),
    }),
    /** How many tries are left. */
    wrong: z.object({ left: shapes.quantity() }),
    locked: z.object({}),
    /** Does not head that place. */
    unknown: z.object({}),
  },
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03' },
    code: 'KLM 358',
  },
  async run({ place: placeId, code }, { records, chat, now }) {
    const { db, secrets } = records;
    const head = await headOfPlace(records, placeId, { chat, now });
    if (!head) return { end: 'unknown', gives: {} };
    await db.$queryRaw`SELECT 1 FROM headship WHERE id = ${head.headshipId}::uuid FOR NO KEY UPDATE`;
    const headship = await db.headship.findUniqueOrThrow({ where: { id: head.headshipId } });
    const isOver = headship.codeTriedAt && hoursLater(headship.codeTriedAt, lockedHours) <= now;
    const tries = isOver ? 0 : headship.codeTries;
    if (tries >= mostTries) return { end: 'locked', gives: {} };

    const rows = await db.allocation.findMany({
      where: {
        need: { placeId },
        state: { in: [...living, 'released', 'cancelled'] },
        // Money passes no head.
        pledge: { package: { nature: { not: 'cash' } } },
      },
      include: { pledge: { include: { donor: true, actor: true, package: true } } },
      orderBy: { createdAt: 'desc' },
    });
    const said = plainCode(code);
    const found = rows.find(({ id }) => plainCode(handoverCode(secrets, id)) === said);
    const codeTries = found ? 0 : tries + 1;
    await db.headship.update({
      where: { id: headship.id },
      data: { codeTries, codeTriedAt: now },
    });
    if (!found) {
      const left = mostTries - codeTries;
      return left > 0 ? { end: 'wrong', gives: { left } } : { end: 'locked', gives: {} };
    }
    const { pledge } = found;
    const words = await packageWords(records, [pledge.packageKey]);
    const { person, organisation } = donorOf(records, pledge);
    return {
      end: 'matched',
      gives: {
        allocation: found.id,
        donor: organisation ?? person?.called ?? '',
        number: pledge.number,
        amount: Number(found.quantity),
        unit: words(pledge.packageKey).unit,
        nature: pledge.package.nature,
      },
    };
  },
});

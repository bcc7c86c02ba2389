import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { awaitPhoto, receiveMedia } from '../media/records.ts';
import { type Held, holdAllocation } from '../pledge/held.ts';
import { raiseHandover } from './cases.ts';
import { headOfPlace } from './headed.ts';
import { isOwnPromise } from './own.ts';
import { photoAnswer } from './pictured.ts';
import { type Delivered, keepHandover, receipt, receiptOf } from './records.ts';
import { isPictured, upToPromise } from './rules.ts';
import { settleHandover } from './settle.ts';

/**
 * Keeps what came, as the head counted it. With the code of the promise it counts at once, up to what was promised, and both
 * sides get the receipt; without one it waits until the donor, or an officer, confirms it. What came beyond waits so too, and
 * what a head had promised to their own place waits for an officer. Nothing is turned away.
 */
export const record = defineAction({
  name: 'handover.record',
  says: 'Records what came, and gives both sides the same receipt.',
  needs: z.object({
    place: chosen(),
    /** Of the promise whose code fitted. */
    allocation: z.string().optional(),
    /** Of the promise that the head picked from a list, having no code. */
    promise: chosen().optional(),
    /** Of a delivery that nobody had pledged. */
    package: chosen().optional(),
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    damage: z.string().max(500).optional(),
    /** Of the goods; one that comes later, or none was said, is awaited. */
    photo: photoAnswer().optional(),
  }),
  ends: {
    recorded: receipt.extend({
      /** A list of one or none: how many came beyond the promise, and their number; they wait to be confirmed. */
      beyond: z.array(z.object({ amount: shapes.quantity(), number: shapes.text() })),
    }),
    /** Without a code: it waits to be confirmed. */
    counted: receipt,
    /** The head had promised it themself: it waits for an officer. */
    own: receipt,
    /** Not this person's place, not a promise to it, or handed over already. */
    gone: z.object({}),
  },
  creates: true,
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03' },
    allocation: '019ab000-0000-7000-8000-000000000001',
    came: 92,
    damaged: 3,
    damage: 'beras basah kena hujan',
  },
  async run(needs, context) {
    const { records, chat, question, now } = context;
    const made = await records.db.handover.findUnique({
      where: { chat_question: { chat, question } },
    });
    if (made) return ended(context, made.id);
    const head = await headOfPlace(records, needs.place, { chat, now });
    const damaged = needs.damaged ?? 0;
    if (!head || damaged > needs.came) return { end: 'gone', gives: {} };
    const id = needs.allocation ?? needs.promise;
    const promise = id === undefined ? undefined : await holdAllocation(records, id, now);
    if (id !== undefined && promise?.need.placeId !== needs.place)
      return { end: 'gone', gives: {} };
    if (promise?.allocation.state === 'received') return { end: 'gone', gives: {} };
    // Counted once without a code, and not yet confirmed.
    if (needs.promise !== undefined && (await isCounted(records, needs.promise)))
      return { end: 'gone', gives: {} };
    const packageKey = promise?.need.packageKey ?? needs.package;
    if (packageKey === undefined) return { end: 'gone', gives: {} };

    const isOwn = promise && (await isOwnPromise(records, promise.allocation.pledge, head.id));
    // What nobody had pledged has no code; only one who was told the code can say so.
    const withCode = needs.allocation !== undefined && !isOwn;
    const said = { came: needs.came, damaged };
    const { here, beyond } = upToPromise(said, withCode && promise ? promise.amount : said.came);
    const delivered: Delivered = {
      placeId: needs.place,
      packageKey,
      promise,
      ...here,
      damage: needs.damage,
      withCode,
    };
    const handover = await keepHandover(context, head.id, delivered);
    await picture(context, { handover, packageKey, by: head.id, ...needs });
    await audit(records, {
      actor: { as: 'head', person: head.id },
      what: 'handover.recorded',
      on: { kind: 'handover', id: handover },
      at: now,
      detail: { ...here, ...(beyond > 0 && { beyond }) },
    });
    if (withCode) await settleHandover(records, handover, { now, by: head.id });
    else if (promise)
      await askOthers(context, handover, promise, isOwn ? undefined : promise.donor);
    // Nobody else could say that it is true.
    else await raiseHandover(records, handover, now);
    if (beyond > 0 && promise) await keepBeyond(context, head.id, { handover, promise, beyond });
    return ended(context, handover);
  },
});

type Context = ActionContext<Records>;
type Photo = z.output<ReturnType<typeof photoAnswer>> | undefined;

const isCounted = async ({ db }: Records, allocationId: string) =>
  (await db.handover.count({ where: { allocationId, state: 'counted' } })) > 0;

async function ended({ records }: Context, id: string) {
  const { state, ...told } = await receiptOf(records, id);
  const row = await records.db.handover.findUniqueOrThrow({
    where: { id },
    include: { allocation: { include: { pledge: true } }, more: true },
  });
  const { allocation, recordedById } = row;
  if (state !== 'confirmed') {
    const isOwn = allocation && (await isOwnPromise(records, allocation.pledge, recordedById));
    return { end: isOwn ? 'own' : 'counted', gives: told } as const;
  }
  const beyond = row.more.map(({ came, number }) => ({ amount: Number(came), number }));
  return { end: 'recorded', gives: { ...told, beyond } } as const;
}

/** What came beyond the promise is kept by itself, and counts once donor or officer have said so. */
async function keepBeyond(
  context: Context,
  by: string,
  { handover, promise, beyond }: { handover: string; promise: Held; beyond: number },
): Promise<void> {
  const { records, now } = context;
  const { placeId, packageKey, id: need } = promise.need;
  const id = await keepHandover(context, by, {
    placeId,
    packageKey,
    promise: undefined,
    beyond: { handover, need },
    came: beyond,
    damaged: 0,
    damage: undefined,
    withCode: false,
  });
  await raiseHandover(records, id, now);
  if (!promise.donor) return;
  const { number, place, unit, came: amount } = await receiptOf(records, id);
  await records.notify({
    cause: { kind: 'handover-beyond', id },
    person: promise.donor.id,
    part: 1,
    notice: 'beyond-to-donor',
    args: { number, place, unit, amount },
  });
}

/** Takes the photo of the goods, or waits for one. */
async function picture(
  context: Context,
  of: { handover: string; packageKey: string; came: number; photo?: Photo; by: string },
): Promise<void> {
  const { records, now } = context;
  const { handover, photo, by } = of;
  const { nature } = await records.db.package.findUniqueOrThrow({ where: { key: of.packageKey } });
  if (!isPictured(nature, of.came)) return;
  if (photo === undefined || photo === 'later') await awaitPhoto(records, { handover }, now);
  else await receiveMedia(context, { whose: { handover }, file: photo, by });
}

/**
 * A count without a code waits for the donor, or for an officer: it stays theirs to confirm, and is not released meanwhile. Who
 * counted their own promise is not asked.
 */
async function askOthers(
  { records, now }: Context,
  id: string,
  { allocation }: Held,
  donor: Held['donor'],
): Promise<void> {
  await raiseHandover(records, id, now);
  await records.db.allocation.updateMany({
    where: { id: allocation.id, state: { in: ['reserved', 'contacted', 'scheduled'] } },
    data: { state: 'on_way', changedAt: now },
  });
  if (!donor) return;
  const { state: _, day: __, ...words } = await receiptOf(records, id);
  await records.notify({
    cause: { kind: 'handover', id },
    person: donor.id,
    part: 1,
    notice: 'counted-to-donor',
    args: words,
  });
}

import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { awaitPhoto, receiveMedia } from '../media/records.ts';
import { type Held, holdAllocation } from '../pledge/held.ts';
import { raiseHandover } from './cases.ts';
import { headOfPlace } from './headed.ts';
import { photoAnswer } from './pictured.ts';
import { type Delivered, keepHandover, receipt, receiptOf } from './records.ts';
import { isPictured } from './rules.ts';
import { settleHandover } from './settle.ts';

/**
 * Keeps what came, as the head counted it. With the code of the promise it counts at once and both sides get the
 * receipt; without one it waits until the donor, or an officer, confirms it. Nothing is turned away.
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
    recorded: receipt,
    /** Without a code: it waits to be confirmed. */
    counted: receipt,
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

    const delivered: Delivered = {
      placeId: needs.place,
      packageKey,
      promise,
      came: needs.came,
      damaged,
      damage: needs.damage,
      // What nobody had pledged has no code; only one who was told the code can say so.
      withCode: needs.allocation !== undefined,
    };
    const handover = await keepHandover(context, head.id, delivered);
    await picture(context, { handover, packageKey, by: head.id, ...needs });
    await audit(records, {
      actor: { as: 'head', person: head.id },
      what: 'handover.recorded',
      on: { kind: 'handover', id: handover },
      at: now,
      detail: { came: needs.came, damaged },
    });
    if (delivered.withCode) await settleHandover(records, handover, { now, by: head.id });
    else if (promise) await askDonor(context, handover, promise);
    // Nobody else could say that it is true.
    else await raiseHandover(records, handover, now);
    return ended(context, handover);
  },
});

type Context = ActionContext<Records>;
type Photo = z.output<ReturnType<typeof photoAnswer>> | undefined;

const isCounted = async ({ db }: Records, allocationId: string) =>
  (await db.handover.count({ where: { allocationId, state: 'counted' } })) > 0;

async function ended({ records }: Context, id: string) {
  const { state, ...told } = await receiptOf(records, id);
  return { end: state === 'confirmed' ? 'recorded' : 'counted', gives: told } as const;
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

/** A count without a code waits for the donor: it stays theirs to confirm, and is not released meanwhile. */
async function askDonor({ records, now }: Context, id: string, { allocation, donor }: Held) {
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

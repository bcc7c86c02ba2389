/**
 * How states change, and by what: `'reserved>contacted': 'sudah'`. The database holds the same lines
 * (`…_moves` in `prisma/migrations`), `docs/architecture.md` draws them, and `test/aid/machines.test.ts` holds the three
 * together. A pledge has no state of its own: it is that of its allocations.
 */
export const machines = {
  /** The part of a pledge that is laid on one need. */
  allocation: {
    'reserved>contacted': 'sudah',
    'reserved>on_way': 'counted without a code',
    'reserved>received': 'terima',
    'reserved>released': '2×24 h without news, or an officer by name',
    'reserved>cancelled': 'ubah komitmen',
    'contacted>reserved': 'belum dihubungi',
    'contacted>on_way': 'counted without a code',
    'contacted>received': 'terima',
    'contacted>released': 'an officer by name',
    'contacted>cancelled': 'ubah komitmen',
    'on_way>reserved': 'an officer rejects the count',
    'on_way>contacted': 'an officer rejects the count',
    'on_way>received': 'konfirmasi, or an officer',
    'on_way>released': 'an officer by name',
    'on_way>cancelled': 'ubah komitmen',
    'released>contacted': 'sudah, where there is room',
    'released>received': 'it came all the same',
    'cancelled>received': 'it came all the same',
    'reserved>scheduled': 'a driver, later',
    'contacted>scheduled': 'a driver, later',
    'scheduled>reserved': 'a driver, later',
    'scheduled>on_way': 'a driver, later',
    'scheduled>received': 'a driver, later',
    'scheduled>released': 'a driver, later',
    'scheduled>cancelled': 'a driver, later',
  },
  need: {
    'proposed>open': 'approved',
    'proposed>refused': 'not approved',
    'proposed>withdrawn': 'ubah permintaan',
    'proposed>closed': 'its period is over',
    'open>met': 'all of it came, or corrected down to that',
    'open>withdrawn': 'ubah permintaan',
    'open>closed': 'its period is over',
    'met>open': 'more is approved, or less came after all',
    'met>closed': 'its period is over, or less came and the same is asked for anew',
  },
  handover: {
    'counted>confirmed': 'the code, the donor, or an officer',
    'counted>rejected': 'an officer, with a reason',
  },
  /** Who heads a place. */
  headship: {
    'claimed>verified': 'approved',
    'claimed>refused': 'with a reason and a remedy',
    'claimed>ended': 'corrected to another place',
    'refused>claimed': 'corrected and sent again',
    'refused>ended': 'corrected to another place',
    'verified>ended': 'the letter ended, renewed, or handed over',
  },
  announcement: {
    'draft>scheduled': 'confirmed for later',
    'draft>sending': 'confirmed by its number of recipients',
    'scheduled>sending': 'its time has come',
    'scheduled>paused': 'an admin, before its time',
    'scheduled>stopped': 'stopped before it began',
    'sending>paused': 'an admin, or too much did not arrive',
    'sending>stopped': 'an admin',
    'sending>done': 'nobody waits for it any more',
    'paused>scheduled': 'an admin lets it go on, and its time is still ahead',
    'paused>sending': 'an admin lets it go on',
    'paused>stopped': 'an admin',
  },
  /** One person's part of an announcement. */
  recipient: {
    'waiting>sending': 'its turn',
    'waiting>skipped': 'wants none, cannot be reached, or it was stopped',
    'waiting>expired': 'two weeks',
    'sending>waiting': 'the channel certainly did not take it',
    'sending>sent': 'taken by the channel',
    'sending>blocked': 'has left, or blocked the bot',
    'sending>failed': 'the channel will never take it',
    'sending>uncertain': 'no answer came: never again',
    'sending>skipped': 'has no address any more',
  },
} as const satisfies Record<string, Record<`${string}>${string}`, string>>;

/** A machine as `docs/architecture.md` draws it. */
export function drawn(name: keyof typeof machines): string {
  const lines = Object.entries(machines[name]).map(
    ([move, by]) => `  ${move.replace('>', ' --> ')}: ${by}`,
  );
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

import type { Shown } from '../../chat/message.ts';
import type { Records } from '../action.ts';
import { holderOf } from '../person/holder.ts';
import { exportOf } from './export.ts';

/** The notice by which the file goes out. */
export const fileNotice = 'my-data';

/**
 * The file of `data saya`, made when it is sent: no copy of it is kept. Undefined where the person was erased meanwhile. A notice
 * that is sent again holds what is true then.
 */
export async function fileOf(
  records: Records,
  person: string,
  now: Date,
): Promise<Shown | undefined> {
  const holder = await holderOf(records, person);
  if (!holder) return undefined;
  const text = JSON.stringify(await exportOf(records, holder, now), null, 2);
  return {
    kind: 'document',
    mime: 'application/json',
    name: 'data-saya.json',
    bytes: new Uint8Array(Buffer.from(`${text}\n`, 'utf8')),
  };
}

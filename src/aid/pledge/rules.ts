import type { AllocationState } from '../../store/generated/client.ts';

/** The version of the statement that a donor agrees to when confirming. Changes with the text. */
export const statementText = '2026-11';

/** States in which a promise takes up room, and in which donor and head see each other's contact. */
export const living: readonly AllocationState[] = ['reserved', 'contacted', 'scheduled', 'on_way'];

export const isLiving = (state: AllocationState): boolean => living.includes(state);

/** How a donor is called to the head: `Bu Ani`, or `PT Contoh Jaya (Bu Rina)` for an organisation. */
export function donorCalled(person: string, organisation: string | undefined): string {
  return organisation === undefined ? person : `${organisation} (${person})`;
}

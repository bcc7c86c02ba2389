/** What the flow and every channel must agree on about choices: how they are marked, and the way back. */

/**
 * Letters for choices where a number could itself be an answer. G, K, T and Y are left out because
 * people type them for *gas/gak*, *ok*, *tidak* and *ya*; H and I because they are read as 4 and 1.
 */
export const letters: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F', 'J', 'L', 'M'];

/** The reserved key of the way back, which the flow adds itself and every channel shows last. */
export const backKey = 'back';

import { type Browser, chromium } from 'playwright-core';
import { findProgram } from './programs.ts';

const program = findProgram('chromium', 'chromium-browser', 'google-chrome');

/** Whether suites named "needs chromium" can run: `describe.skipIf(!chromiumAvailable)('…, needs chromium')`. */
export const chromiumAvailable = program !== undefined;

/** Opens the machine's own Chromium without a window. The caller closes it. */
export async function openChromium(): Promise<Browser> {
  if (!program) throw new Error('No chromium: install it (Debian: apt-get install chromium).');
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

import { existsSync } from 'node:fs';

/** Where Debian, and others, put it. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromiumPath = places.find((place) => existsSync(place));

/** How to launch it here. */
export function scripted() {
  if (chromiumPath === undefined) throw new Error(`No Chromium at ${places.join(', ')}.`);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return { executablePath: chromiumPath, args };
}

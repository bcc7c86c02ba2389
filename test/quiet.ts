import { afterAll, afterEach, beforeEach } from 'vitest';

const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const printed: string[] = [];
let expected = false;

for (const method of methods) {
  const print = console[method].bind(console);
  console[method] = (...words: unknown[]) => {
    printed.push(words.map(String).join(' '));
    if (!expected) print(...words);
  };
}

/**
 * Says that this test prints to the console, which fails it otherwise, and gives the lines, to be looked at:
 * `const lines = expectPrinted(); … expect(lines()).toEqual(['Siap.'])`.
 */
export function expectPrinted(): () => string[] {
  expected = true;
  return () => [...printed];
}

function complain(): void {
  const lines = printed.splice(0);
  const quiet = expected || lines.length === 0;
  expected = false;
  if (!quiet) throw new Error(`It printed to the console unasked (expectPrinted): ${lines[0]}`);
}

beforeEach(complain); // What was printed while the file was loaded, or by a hook.
afterEach(complain);
afterAll(complain);

import { expect, test } from 'vitest';
import { readChoice } from '../../src/flow/choice.ts';

/** As `sudah` lists them: the end of the pledge's number, and the place. */
const promises = [
  '0008 · RW 02 Jatinegara Kaum',
  '0008 · RW 08 Pulo Gadung',
  '0003 · RW 10 Pulo Gadung',
].map((label) => ({ key: label, label }));

const read = (typed: string) => {
  const found = readChoice(typed, promises, 'words', 'id');
  return typeof found === 'string' ? found : found?.label;
};

test.each([
  ['RW 08', '0008 · RW 08 Pulo Gadung'],
  ['rw8', '0008 · RW 08 Pulo Gadung'],
  ['yg rw 02 aja', '0008 · RW 02 Jatinegara Kaum'],
  ['gadung 10', '0003 · RW 10 Pulo Gadung'],
  ['gadung', 'several'],
  ['0008', undefined],
  // The number of the pledge is not that of a place: nothing is noted of another than was said.
  ['rw 03', undefined],
  ['rw 1', undefined],
])('%s', (typed, label) => {
  expect(read(typed)).toBe(label);
});

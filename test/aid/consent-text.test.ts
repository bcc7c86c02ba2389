import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { consentText } from '../../src/aid/person/rules.ts';
import { loadBook } from '../../src/flow/load.ts';
import { readSources } from '../../src/flow/read.ts';
import { actions } from '../../src/records.ts';
import { retention } from '../../src/store/retention.ts';

/** What people said yes to, by the version that is kept with their yes. A text that changes gets a version of its own. */
const texts: Record<string, string> = {
  '2026-12': '232e74a395b118fe',
};

test('the text that people agree to is the one of the version that is kept', async () => {
  const loaded = loadBook(await readSources(), actions);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  const asked = loaded.book.flows.welcome?.steps.find(({ name }) => name === 'consent');
  if (asked?.kind !== 'choose') throw new Error('welcome.yaml asks for no consent.');
  const { id, en } = asked.text;
  expect(id).toContain('{terms.person}');
  expect(en).toContain('{terms.person}');
  const said = JSON.stringify([id, en, retention.person.words]);
  const hash = createHash('sha256').update(said).digest('hex').slice(0, 16);
  expect(hash).toBe(texts[consentText]);
});

import { plain } from './plain.ts';
import { type Reading, settle, unknown } from './reading.ts';
import { inFigures, takeRw } from './rw.ts';
import { writtenOut } from './written-out.ts';

/** Reads the number of an RW where it alone was asked for: `11`, `rw 011`, `rt 5/11`, `sebelas`. 1 to 99. */
export function readRw(text: string): Reading<number> {
  const said = inFigures(writtenOut(plain(text))).replace(/^(?:eh|maaf|ralat|salah),? /, '');
  // How many RT there are, and which, is no RW.
  if (/\d ?rt(?! ?[\d.:/])/.test(said)) return unknown;
  const named = takeRw(said);
  const bare = said.replace(/^(?:nomor|nomer|no)\.? /, '');
  const { rws, impossible } = named.rws.length > 0 ? named : takeRw(`rw ${bare}`);
  return named.impossible || impossible ? unknown : settle(rws);
}

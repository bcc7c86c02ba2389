import { backKey, letters } from '../chat/marks.ts';
import type { Language } from '../chat/message.ts';
import { spelledOut } from '../language/shorthand.ts';
import { readYesNo } from '../language/yesno.ts';
import { isCalled, plain, readChoice, readSlip } from './choice.ts';
import { moreKey, type Step } from './definition.ts';
import type { WaitingStep } from './hear.ts';
import type { Frame, Question, ShownOption } from './position.ts';
import { top } from './position.ts';
import { flowOf, marksOf, pageSize, stepOf, type Talk } from './talk.ts';
import { isBeingEdited, leadsBack } from './trail.ts';

/** Which of the shown options a tap or words mean. */

/** Stands for no option: the words fit more than one. */
export const severalKey = '*several';

/** Whether the very words of an option that is shown were typed: *Tidak jadi* is then no `batal`. */
export function namesOption(talk: Talk, typed: string): boolean {
  const { language } = talk.position;
  const said = plain(typed);
  const frame = top(talk.position);
  const options = frame?.question?.options ?? [];
  if (!frame?.question) return false;
  const step = stepOf(flowOf(talk, frame), frame.question.step);
  return (
    options.some((option) => isCalled(option, said, language)) ||
    calledAlso(frame.question, step, typed, language) !== undefined ||
    withdrawing(frame.question, step, typed) !== undefined ||
    leavesIt(talk, frame, typed)
  );
}

/** The shown option that has another word, and it was typed. */
function calledAlso(
  { kind, options }: Question,
  step: Step,
  typed: string,
  language: Language,
): string | undefined {
  if (kind === 'which' || kind === 'edit' || !('options' in step)) return undefined;
  // Its own words win over another's by-name.
  if (options.some((option) => isCalled(option, plain(typed), language))) return undefined;
  const said = [plain(typed), spelledOut(plain(typed))];
  const meant = step.options.find(({ also }) => also.some((words) => said.includes(words)))?.key;
  // `sendiri` at *[Saya sendiri] [Atas nama lain]* is the one whose label has it.
  const labelled = readChoice(typed, options, 'words', language);
  if (labelled && labelled !== 'several' && labelled.key !== meant) return undefined;
  return options.some(({ key }) => key === meant) ? meant : undefined;
}

/**
 * `batalkan` where an option withdraws something: that option is meant, which asks once more before it does. At that last
 * question, [Ya, batalkan] [Tidak], it is asked which of them is meant.
 */
function withdrawing({ kind, options }: Question, step: Step, typed: string): string | undefined {
  if (kind !== 'choose' || !('options' in step) || !saysWithdraw(typed)) return undefined;
  const fixed = step.options.filter(
    ({ key, cancels }) => !cancels && options.some((option) => option.key === key),
  );
  const starting = (words: RegExp) => fixed.filter(({ label }) => words.test(label.id));
  const [only, ...others] = starting(/^(?:Batalkan|Tarik)(?!\p{L})/u);
  if (only && others.length === 0) return only.key;
  // `batal` at *Tarik permintaan ini?* speaks of no withdrawing: it leaves all as it is.
  const isPlain = /^(?:batal|cancel)(?!\p{L})/u.test(plain(typed));
  const fits = isPlain ? /^Ya, batalkan/u : /^Ya, (?:batalkan|tarik|hentikan)/u;
  return starting(fits).length > 0 ? severalKey : undefined;
}

/** `batalkan`, `tarik aja`: it may be meant of what was promised, or of what is being asked. */
export const saysWithdraw = (typed: string): boolean =>
  /^(?:batal|batalkan|batalin|dibatalkan|tarik|tarik aja|cancel|withdraw)(?: aja| saja| deh| dong)?$/.test(
    plain(typed),
  );

/** *Tidak jadi* at an answer that was to be changed: it stays as it was. */
function leavesIt({ book, position }: Talk, frame: Frame, typed: string): boolean {
  const keep = book.texts['keep-option'][position.language];
  return isBeingEdited(frame) && plain(typed) === plain(keep);
}

/** The key of the option that was tapped or meant; of an `ask`, only what is not itself an answer. */
export function keyOf(
  talk: Talk,
  frame: Frame,
  question: Question,
  step: WaitingStep,
): string | undefined {
  const { content } = talk.event;
  if (content.kind === 'choice') return content.key;
  if (content.kind !== 'text') return undefined;
  if (leavesIt(talk, frame, content.text)) return backKey;
  const suggested = suggestion(question, content.text);
  if (suggested !== undefined) return suggested;
  const withdrawn = withdrawing(question, step, content.text);
  if (withdrawn !== undefined) return withdrawn;
  const alone = onlyOne(question, step, content.text);
  if (alone !== undefined) return alone;
  const { language } = talk.position;
  const also = calledAlso(question, step, content.text, language);
  if (also !== undefined) return also;
  const marks = marksOf(question, step);
  const page = question.options.slice(question.from, question.from + pageSize);
  const isList = step.kind === 'choose' && question.kind !== 'which';
  if (isList && content.text.trim() === '0' && leadsBack(talk.position)) return backKey;
  if (question.options.length > pageSize && meansMore(content.text, page.length, marks))
    return moreKey;
  const meant =
    readChoice(content.text, page, marks, language) ??
    // Where the letters name lines, numbers may still be counted.
    (question.kind === 'edit' ? readChoice(content.text, page, 'numbers', language) : undefined) ??
    readChoice(content.text, question.options, 'words', language);
  if (meant === 'several') return severalKey;
  if (meant) return meant.key;
  const slipped = readSlip(content.text, fixedOf(question, step), language);
  if (slipped) return slipped.key;
  const more = plain(talk.book.texts['more-option'][language]);
  return question.options.length > pageSize && plain(content.text) === more ? moreKey : undefined;
}

/** Slips are forgiven in what the author wrote down: of a list of places, a slip may name another one. */
const fixedOf = ({ kind, options }: Question, step: WaitingStep): ShownOption[] =>
  kind === 'choose' && step.kind === 'choose'
    ? options.filter(({ key }) => step.options.some((fixed) => fixed.key === key && !fixed.cancels))
    : [];

/** `ya` at the one reading that is suggested means it, and `bukan` leads back to the question. */
function suggestion({ kind, options }: Question, typed: string): string | undefined {
  const [only, ...others] = options;
  if (kind !== 'which' || !only || others.length > 0) return undefined;
  const said = readYesNo(typed);
  if (!('value' in said) || said.value === 'cancel') return undefined;
  return said.value === 'yes' ? only.key : backKey;
}

/** `ya udah itu` where a list has one thing only: that one. */
function onlyOne({ kind, options }: Question, step: Step, typed: string): string | undefined {
  const [only, ...others] = options;
  if (kind !== 'choose' || !only || others.length > 0 || step.kind !== 'choose') return undefined;
  if (step.options.some(({ key }) => key === only.key)) return undefined;
  const said = readYesNo(typed.replace(/(?<!\p{L})(?:yg |yang )?itu(?!\p{L})/giu, ' ya '));
  return 'value' in said && said.value === 'yes' ? only.key : undefined;
}

/** The mark that *Lainnya* stands under: after the last option of the page, and always `9` among numbers. */
function meansMore(typed: string, shown: number, marks: 'numbers' | 'letters'): boolean {
  const said = plain(typed);
  if (marks === 'letters') return said.toUpperCase() === letters[shown];
  return said === '9' || said === String(shown + 1);
}

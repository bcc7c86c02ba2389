import { letters } from '../chat/marks.ts';
import { readDamage } from '../language/damage.ts';
import { readQuantity, saysOnlyNumber } from '../language/quantity.ts';
import { readRelative } from '../language/relative.ts';
import { isQuestion } from '../language/remark.ts';
import { labelIn, plain, readChoice } from './choice.ts';
import type { FixedOption, Flow } from './definition.ts';
import { forget } from './forget.ts';
import { accepts, isWaiting, listen, type WaitingStep } from './hear.ts';
import { type Frame, type ShownOption, top } from './position.ts';
import { flowOf, sayQuestion, stepOf, type Talk } from './talk.ts';
import { at } from './template.ts';
import { holds, question } from './walk.ts';

/** Asks which of the answers is to be changed: those that the summary offers and that are asked for here. */
export function askEdit(talk: Talk, frame: Frame, step: WaitingStep, fixed: FixedOption): void {
  const keep = { key: 'keep', label: trimmed(talk.book.texts['keep-option']), value: null };
  const options = [...changeable(talk, frame, fixed), keep];
  frame.question = question(talk, flowOf(talk, frame), step, 'edit', options);
  sayQuestion(talk);
}

/** The lines of a summary that can be changed, as they are lettered where somebody asks to change one. */
function changeable(talk: Talk, frame: Frame, fixed: FixedOption): ShownOption[] {
  const flow = flowOf(talk, frame);
  return flow.steps.flatMap((candidate): ShownOption[] =>
    (candidate.kind === 'ask' || candidate.kind === 'choose') &&
    fixed.edits.includes(candidate.as) &&
    candidate.title &&
    mayChange(candidate, frame) &&
    isAsked(flow, frame, candidate)
      ? [{ key: candidate.as, label: trimmed(candidate.title), value: candidate.name }]
      : [],
  );
}

/** Whether the question is one of those that were asked, or may be changed all the same. */
const mayChange = (step: WaitingStep, { answers }: Frame): boolean =>
  !step.when || holds(step.when, answers) || (step.kind === 'ask' && step.editable);

/**
 * A line of the summary, by its name or its letter, with the new value right behind it: `jumlah 60`, `b 60`,
 * `tanggal 2 des`, also with *jadi* between; or by a value that fits one line only: `60 paket`.
 */
export function readChange(talk: Talk, typed: string): Change | 'several' | undefined {
  const frame = top(talk.position);
  const { question } = frame ?? {};
  if (!frame || !question || (question.kind !== 'choose' && question.kind !== 'edit'))
    return undefined;
  const step = stepOf(flowOf(talk, frame), question.step);
  const fixed = 'options' in step ? step.options.find(({ edits }) => edits.length > 0) : undefined;
  if (!fixed) return undefined;
  const lines = changeable(talk, frame, fixed);
  const said = named(talk, lines, typed);
  if (said) return saysMore(talk, frame, lines, said) ? 'several' : { frame, ...said };
  return (
    lineOfCount(talk, frame, lines, typed) ??
    lineOfValue(talk, frame, lines, typed) ??
    lineOfRw(talk, frame, lines, typed) ??
    lineOfNumber(talk, frame, lines, typed)
  );
}

/** The question whose answer a line shows. */
const stepOfLine = (talk: Talk, frame: Frame, { value }: ShownOption): WaitingStep | undefined =>
  flowOf(talk, frame)
    .steps.filter(isWaiting)
    .find(({ name }) => name === value);

/** `eh dtg 21 rusak 2`: all that came and the damaged of it, which are asked for together. */
function lineOfCount(
  talk: Talk,
  frame: Frame,
  lines: ShownOption[],
  typed: string,
): Change | undefined {
  const line = lines.find((candidate) => {
    const step = stepOfLine(talk, frame, candidate);
    return step?.kind === 'ask' && step.part !== undefined;
  });
  const value = typed.trim().replace(opening, '');
  return line && readDamage(value) ? { frame, line, value } : undefined;
}

/** A line of the summary that is changed, and its new value where it was said. */
interface Change {
  frame: Frame;
  line: ShownOption;
  value: string;
}

/** Before the name of a line: `eh, ubah jumlah jd 25`. */
const opening =
  /^(?:(?:eh|oh|aduh|maaf|sorry|ralat|koreksi|tolong|mau|bisa|boleh|coba|ubah|rubah|ganti|diubah|diganti|dibuat|dibikin|bikin|buat|jadikan|jadiin|yg|yang|itu|change|make it)[\s,]+)+/iu;
/** Between the name and the new value: `alamat salah, …`, `jumlahnya jadi 25`. */
const between =
  /^(?:(?:salah|keliru|kurang tepat|nya|jadi|jadinya|jd|menjadi|ganti|diganti|ubah|ke|yang bener|yg bener|yang benar|yg benar|harusnya|seharusnya|adalah|itu|mau|=|:|to|is)[\s,.:]+)+/iu;

/** A line by its letter or its name, with the new value or without: `b 60`, `jumlahnya 25`, `alamat salah`. */
function named(
  talk: Talk,
  lines: ShownOption[],
  typed: string,
): { line: ShownOption; value: string } | undefined {
  const whole = typed.trim().split(/\s+/);
  const index = whole.length > 1 && whole[0]?.length === 1 ? letterAt(whole[0]) : -1;
  const lettered = lines[index];
  if (lettered) return { line: lettered, value: valueIn(whole.slice(1).join(' ')) };
  const words = typed
    .trim()
    .replace(opening, '')
    .replace(/^(?:nomor|no)\s+/i, '')
    .split(/\s+/);
  for (let length = Math.min(words.length, 4); length > 0; length -= 1) {
    const name = plain(words.slice(0, length).join(' ')).replace(/(?<=\p{L}{3}) ?nya$/u, '');
    const value = valueIn(words.slice(length).join(' '));
    const fitting = lines.filter(({ label }) =>
      namesOf(plain(labelIn(label, talk.position.language))).includes(name),
    );
    const [line, ...others] = fitting;
    if (!line || others.length > 0) continue;
    const isBare = value === '' && words.length === 1 && whole.length === 1;
    return isBare || isQuestion(value) ? undefined : { line, value };
  }
  return undefined;
}

const letterAt = (letter: string) => letters.indexOf(letter.toUpperCase());
const valueIn = (words: string) => `${words} `.replace(between, '').trim();

/** How people call a line: *Yang rusak* is `rusak`, *Tanggal* `tgl`, *Nomor HP* `hp`. */
function namesOf(title: string): string[] {
  const core = title.replace(/^(?:yang|nomor|kenapa|nama) /, '');
  const short: Record<string, string[]> = {
    tanggal: ['tgl', 'hari'],
    jumlah: ['jml', 'jmlh'],
    hp: ['hp', 'wa', 'no hp', 'telepon'],
    'alamat serah terima': ['alamat'],
    'atas nama': ['dari'],
    surat: ['sk'],
  };
  const [first = ''] = core.split(' ');
  return [title, core, ...(first === 'alamat' ? [first] : []), ...(short[core] ?? [])];
}

/** `hari jumat, 30 paket`: a new value beside which another line has its own. Free words may say anything. */
function saysMore(
  talk: Talk,
  frame: Frame,
  lines: ShownOption[],
  { line, value }: Omit<Change, 'frame'>,
): boolean {
  const own = stepOfLine(talk, frame, line);
  if (own?.kind !== 'ask' || own.type === 'text') return false;
  return listen(talk, value).some(
    (part) =>
      !accepts(own, part) &&
      // In an address there are places and numbers; a telephone number is none of it.
      (own.type !== 'address' || part.type === 'phone') &&
      lines.some((other) => {
        const step = stepOfLine(talk, frame, other);
        return other !== line && step?.kind === 'ask' && accepts(step, part);
      }),
  );
}

/** A value alone, where it can stand in one line only: `60 paket`, `lusa`. */
function lineOfValue(
  talk: Talk,
  frame: Frame,
  lines: ShownOption[],
  typed: string,
): Change | 'several' | undefined {
  const parts = listen(talk, typed).map((part) => ({
    part,
    fitting: lines.filter((line) => {
      const step = stepOfLine(talk, frame, line);
      return step !== undefined && accepts(step, part);
    }),
  }));
  const [only, ...more] = parts.filter(({ fitting }) => fitting.length > 0);
  if (!only) return undefined;
  // `jd 30 sm hari jumat`: the 30 must not be dropped beside a day that is understood.
  const read = parts.flatMap(({ part }) => numbersIn(part.words));
  const isLeft = numbersIn(typed).some((number) => !read.includes(number));
  const rest = typed.toLowerCase().replace(only.part.words.toLowerCase(), ' ');
  if (more.length > 0 || isLeft || namesChoice(talk, frame, lines, rest)) return 'several';
  const [line, ...others] = only.fitting;
  if (!line || others.length > 0 || parts.length > 1 || !('value' in only.part.read))
    return undefined;
  return { frame, line, value: typed };
}

/**
 * `antar sendiri aja tgl 16 des`: beside the day another line's choice is named. What stands there already is none: *antar sendiri*
 * of `saya antar lusa`.
 */
function namesChoice(talk: Talk, frame: Frame, lines: ShownOption[], rest: string): boolean {
  const words = plain(rest)
    .replace(/(?<!\p{L})(?:aja|saja|deh|ya|eh|ganti|jadi|jd|tgl|tanggal|hari|hr)(?!\p{L})/gu, ' ')
    .trim();
  if (words === '') return false;
  return lines.some((line) => {
    const step = stepOfLine(talk, frame, line);
    if (step?.kind !== 'choose') return false;
    const meant = readChoice(words, step.options, 'words', talk.position.language);
    return typeof meant === 'object' && meant.key !== at(frame.answers[step.as] ?? null, 'key');
  });
}

/** `ganti rw 6 aja`: the place, of which the kelurahan is asked for then. */
function lineOfRw(talk: Talk, frame: Frame, lines: ShownOption[], typed: string) {
  const value = typed.trim().replace(opening, '');
  if (!/^(?:(?:ke|di|utk|untuk) )?rw[. ]*\d{1,2}(?: (?:aja|saja|deh|ya))*$/iu.test(value))
    return undefined;
  const line = lines.find((each) => {
    const step = stepOfLine(talk, frame, each);
    return step?.kind === 'ask' && (step.type === 'place' || step.type === 'area');
  });
  return line && { frame, line, value };
}

/** An hour or hours, and an RT: neither is kept in a line of its own. */
const besides =
  /(?<!\p{L})(?:jam|pukul|pkl|jm)\.? ?\d{1,2}(?:[.:]\d{2})?(?: ?(?:-|s\/?d|sampai|sd) ?\d{1,2}(?:[.:]\d{2})?)?|(?<!\p{L})rt\.? ?\d{1,3}/giu;

/** The figures of some words, without the hour, which is not kept. */
const numbersIn = (words: string): number[] =>
  (words.replace(besides, '').match(/\d+/g) ?? []).map(Number);

/** A number alone, where one line only is a number: `eh jadi 25 aja`, `tambah 5`. What it is already is no change. */
function lineOfNumber(talk: Talk, frame: Frame, lines: ShownOption[], typed: string) {
  if (isQuestion(typed) || listen(talk, typed).length > 0) return undefined;
  const numbers = lines.flatMap((line) => {
    const step = stepOfLine(talk, frame, line);
    return step?.kind === 'ask' && step.type === 'quantity' ? [{ line, step }] : [];
  });
  const [only, ...others] = numbers;
  const value = `${typed.trim().replace(opening, '')} `.replace(between, '').trim();
  if (!only || others.length > 0 || value.split(/\s+/).length > 4) return undefined;
  // The mark of a choice that is shown is no amount.
  const options = frame.question?.options.length ?? 0;
  if (/^\d$/.test(value) && Number(value) <= Math.max(options, 1) + 1) return undefined;
  if (!saysOnlyNumber(value)) return undefined;
  const reading = readRelative(value) ? { ask: [] } : readQuantity(value);
  if ('unknown' in reading) return undefined;
  const isSame = 'value' in reading && reading.value === frame.answers[only.step.as];
  return isSame ? undefined : { frame, line: only.line, value };
}

/** Of several questions that give one answer: the one that was asked, or else the first. */
function isAsked({ steps }: Flow, frame: Frame, { name, as }: WaitingStep): boolean {
  const same = steps.filter(isWaiting).filter((step) => step.as === as && mayChange(step, frame));
  const asked = same.find((step) => frame.trail.includes(step.name)) ?? same[0];
  return asked?.name === name;
}

const trimmed = (label: { id: string; en: string }) => ({
  id: label.id.trim(),
  en: label.en.trim(),
});

/**
 * The chosen answer is asked again; what does not depend on it is passed over on the way back to the
 * summary. Until there, `kembali` at that question leaves everything as it was.
 */
export function edit(talk: Talk, frame: Frame, option: ShownOption): void {
  const flow = flowOf(talk, frame);
  const summary = frame.question?.step ?? frame.step;
  delete frame.question;
  if (typeof option.value !== 'string') {
    frame.step = summary;
    return;
  }
  const { answers, trail } = structuredClone(frame);
  const place = trail.indexOf(option.value);
  if (place >= 0) frame.trail.length = place;
  frame.editing = { summary, answers, trail, step: option.value, kept: frame.trail.length };
  // What was never asked is taken back all the same, with all that was reckoned from what stood in its place.
  if (!Object.hasOwn(frame.answers, option.key)) frame.answers[option.key] = null;
  forget(flow, frame, option.key);
  frame.step = option.value;
}

/** Leaves the answer that was to be changed as it was, and goes back to the summary. */
export function keepAnswers(frame: Frame): void {
  if (!frame.editing) return;
  const { summary, answers, trail } = frame.editing;
  delete frame.editing;
  delete frame.question;
  Object.assign(frame, { answers, trail, step: summary });
}

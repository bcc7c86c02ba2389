import type { Language } from '../chat/message.ts';
import { readPlace } from '../language/place.ts';
import { plain } from '../language/plain.ts';
import { type Answer, checked, readAnswer } from './answer.ts';
import { labelIn, namedIn, readChoice } from './choice.ts';
import type { AskStep, FixedOption, Flow } from './definition.ts';
import { accepts, chainOf, isWaiting, type WaitingStep } from './hear.ts';
import type { Frame, Heard, ShownOption } from './position.ts';
import { partsWritten } from './readback.ts';
import type { Talk } from './talk.ts';
import { at } from './template.ts';

/** What a question that is reached finds said already. `words` are those that said it. */
export type Claim = (Answer | { notListed: string }) & { words: string };

/**
 * Takes what was said before its question was reached, and judges it as the question would have: its bounds,
 * and the choices that there are now. What two questions could claim is left for both to ask.
 */
export function claim(
  talk: Talk,
  frame: Frame,
  flow: Flow,
  step: WaitingStep,
  options: ShownOption[],
): Claim | undefined {
  const keeper = chainOf(talk)[0];
  const mine = (keeper?.heard ?? []).filter((part) => accepts(step, part));
  if (!keeper || mine.length === 0) return undefined;
  if (step.kind === 'choose') {
    const { language } = talk.position;
    const place = placed(talk, keeper, mine, options);
    // Searched in any case: whoever comes back to this question is asked.
    const named = chosen(step, mine, options, language);
    return place ?? named;
  }
  const rivals = flow.steps.filter(
    (other) =>
      isWaiting(other) &&
      other.kind === 'ask' &&
      other.as !== step.as &&
      !Object.hasOwn(frame.answers, other.as) &&
      mine.some((part) => accepts(other, part)),
  );
  if (rivals.length > 0) return undefined;
  spend(keeper, mine);
  const [first] = mine;
  if (step.type === 'area' && first) {
    const room = { now: talk.event.now, regions: talk.regions };
    return { ...readAnswer(step, { kind: 'text', text: first.words }, room), words: first.words };
  }
  return { ...readTogether(step, mine, talk.event.now), words: mine[0]?.words ?? '' };
}

const spend = (keeper: Frame, parts: Heard[]) => {
  keeper.heard = (keeper.heard ?? []).filter((part) => !parts.includes(part));
};

/** One value where all say the same; what was said in two ways is asked. */
function readTogether(step: AskStep, parts: Heard[], now: Date): Answer {
  const values = parts.flatMap(({ read }) => ('value' in read ? [read.value] : read.ask));
  const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  const [only] = distinct;
  const isSure =
    only !== undefined && distinct.length === 1 && parts.every(({ read }) => 'value' in read);
  return checked(step, isSure ? { value: only } : { ask: distinct }, now);
}

/** The one choice that a sentence names. Each sentence is searched once for an answer: whoever goes back is asked. */
function chosen(
  step: WaitingStep,
  mine: Heard[],
  options: ShownOption[],
  language: Language,
): Claim | undefined {
  const plainly = options
    .filter(({ key }) => isPlain(step, key))
    .flatMap((option) => nameable(step, option));
  for (const sentence of mine.filter(({ type }) => type === 'sentence')) {
    if (sentence.searched?.includes(step.as)) continue;
    sentence.searched = [...(sentence.searched ?? []), step.as];
    const named = namedIn(sentence.words, plainly, language);
    if (named) return { value: named.value, words: sentence.words };
  }
  return undefined;
}

/**
 * The option beside a free answer that words name, though much is said with it: `panti asuhan kasih ibu` where an RW is asked
 * for. Nothing where an RW is named as well, or it is denied: `rw 3 dekat panti`, `bukan panti`.
 */
export function optionNamedIn(step: AskStep, words: string): FixedOption | undefined {
  const said = ` ${plain(words).replace(/[^\p{L}\p{N}]+/gu, ' ')} `.replace(
    / (?:bukan|bkn|tidak|selain) \S+(?= )/gu,
    '',
  );
  if (/ rw(?: ?\d| )/u.test(said)) return undefined;
  return step.options.find(({ named }) => named.some((name) => said.includes(` ${name} `)));
}

/**
 * The option beside a free answer that a sentence of before has named: after `mau daftar panti` it is not asked which RW.
 */
export function optionHeard(talk: Talk, step: AskStep): FixedOption | undefined {
  const sentences = (chainOf(talk)[0]?.heard ?? []).filter(({ type }) => type === 'sentence');
  for (const sentence of sentences) {
    if (sentence.searched?.includes(step.name)) continue;
    sentence.searched = [...(sentence.searched ?? []), step.name];
    if (!optionNamedIn(step, sentence.words)) continue;
    // Named as what is wanted, `daftar panti`, and not by the way: `warga dekat panti`.
    const names = step.options.flatMap(({ key, named }) => named.map((label) => ({ key, label })));
    const key = namedIn(sentence.words, names, talk.position.language)?.key;
    const option = step.options.find((candidate) => candidate.key === key);
    if (option?.to !== undefined) return option;
  }
  return undefined;
}

/** How a sentence may name an option: of what the author wrote down, by the words that are given for it. */
export function nameable(step: WaitingStep, option: ShownOption): ShownOption[] {
  const fixed = step.options.find(({ key }) => key === option.key);
  if (!fixed || step.fills === true) return [option];
  const [label, ...also] = fixed.named;
  return label === undefined ? [] : [{ ...option, label, also }];
}

/** An option that does nothing beside being the answer. */
function isPlain(step: WaitingStep, key: string): boolean {
  const fixed = step.options.find((option) => option.key === key);
  if (!fixed) return true;
  const { to, sets, forget, edits, cancels } = fixed;
  return !to && !cancels && [Object.keys(sets), forget, edits].every(({ length }) => length === 0);
}

/** The place that was named, among the places of a list; said kindly where it is none of them. */
function placed(
  talk: Talk,
  keeper: Frame,
  mine: Heard[],
  options: ShownOption[],
): Claim | undefined {
  const { regions, position } = talk;
  const isPlace = ({ label }: ShownOption) =>
    'value' in readPlace(labelIn(label, position.language).split(': ')[0] ?? '', regions);
  const part = mine.find(({ type }) => type === 'place');
  if (!part || !options.some(isPlace)) return undefined;
  spend(keeper, [part]);
  const readings = 'value' in part.read ? [part.read.value] : part.read.ask;
  const meant = readings.map((place) => {
    const label = String(at(place, 'label')).replace('Kelurahan ', '');
    return readChoice<ShownOption>(label, options, 'words', position.language);
  });
  if (meant.includes('several')) return undefined;
  const found = meant.flatMap((option) => (option && option !== 'several' ? [option.value] : []));
  const [only] = found;
  if (only === undefined) return { notListed: partsWritten(talk, [part]), words: part.words };
  const isSure = 'value' in part.read && found.length === 1;
  return { ...(isSure ? { value: only } : { ask: found }), words: part.words };
}

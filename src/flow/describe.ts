import type { z } from 'zod';
import { type Actions, endsOf, itemsOf, needsOf } from './names.ts';

/** The table of all actions in `docs/flows.md`, as Markdown, in the order of their names. */
export function describeActions(actions: Actions): string {
  const rows = Object.keys(actions)
    .sort()
    .map((name) => {
      const needs = Object.entries(needsOf(actions, name)).map(
        ([need, { required }]) => `\`${need}\`${required ? '' : ' (may be missing)'}`,
      );
      const ends = endsOf(actions, name).map(([end, shape]) => `\`${end}\`${givesOf(shape)}`);
      return `| \`${name}\` | ${actions[name]?.says ?? ''} | ${needs.join(', ') || '–'} | ${ends.join('; ')} | ${kindOf(actions, name)} |`;
    });
  return [
    '| action | what it does | needs | ends, and what each gives | kind |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** `: number, amount`, or the names of a list's items. */
function givesOf(shape: z.ZodObject): string {
  const items = itemsOf(shape);
  const names = Object.keys(shape.shape);
  if (items) return `: a list, each with ${namesIn(items).join(', ')}`;
  return names.length > 0 ? `: ${names.join(', ')}` : '';
}

const namesIn = (shape: z.ZodType): string[] =>
  'shape' in shape ? Object.keys((shape as z.ZodObject).shape) : [];

function kindOf(actions: Actions, name: string): string {
  const action = actions[name];
  if (action?.reads) return 'reads';
  return action?.creates ? 'makes a record' : 'changes a record';
}

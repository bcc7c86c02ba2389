import { z } from 'zod';
import { flowShape, stepShapes } from './shape.ts';

/**
 * The form of a flow file as JSON Schema, for editors that complete and check YAML. What only loading can
 * tell, e.g. that a step does not exist, is not in it.
 */
export function flowSchema(): object {
  const kinds = Object.values(stepShapes);
  const written = flowShape.extend({ steps: z.record(z.string(), z.union(kinds)) });
  return { title: 'A flow of the bot', ...z.toJSONSchema(written, { io: 'input' }) };
}

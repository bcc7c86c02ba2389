import type { BotApi } from './server.ts';

export const token = '710001:invented-token-of-the-tests';

export interface Raw {
  status: number;
  ok: boolean;
  /** Differs by method: tests look at it with toMatchObject. */
  result?: unknown;
  description?: string;
  parameters?: unknown;
}

/** Calls a method as plainly as can be: one JSON request, no client in between. */
export function rawCaller({ root }: Pick<BotApi, 'root'>) {
  return async (method: string, body: Record<string, unknown> = {}): Promise<Raw> => {
    const response = await fetch(`${root}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Omit<Raw, 'status'>;
    return { status: response.status, ...answer };
  };
}

/** What a refusal looks like. */
export const refusal = (status: number, description: string) => ({
  ...{ status, ok: false, error_code: status },
  description,
});

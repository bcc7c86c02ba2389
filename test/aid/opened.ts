import pg from 'pg';
import type { Secrets } from '../../src/store/secrets.ts';

/** Every row of every table as text, and every sealed value in it opened: `person.name: Anindya`. */
export async function openAll(url: string, secrets: Secrets): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    const lines: string[] = [];
    for (const { tablename } of tables.rows) {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT * FROM ${pg.escapeIdentifier(tablename)}`,
      );
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          lines.push(`${tablename}.${column}: ${opened(value, secrets)}`);
    }
    return lines;
  } finally {
    await client.end();
  }
}

function opened(value: unknown, { open }: Secrets): string {
  if (!Buffer.isBuffer(value)) return JSON.stringify(value ?? null);
  try {
    return open(new Uint8Array(value));
  } catch {
    return value.toString('latin1');
  }
}

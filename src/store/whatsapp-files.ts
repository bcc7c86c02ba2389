import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { retention } from './retention.ts';
import type { Secrets } from './secrets.ts';

/** How long a link may be opened, in hours. */
const openHours = 24 * retention.links.days;

export interface FileBehindLink {
  mime: string;
  name: string;
  bytes: Uint8Array;
}

/** Files behind links that give them once. A link that was opened, or is a day old, gives nothing. */
export function whatsappFiles(pool: pg.Pool, secrets: Secrets) {
  const hashOf = (token: string) => secrets.hash(`whatsapp-file:${token}`);
  return {
    /** Gives what the link is to hold: 32 characters. */
    async keep({ mime, name, bytes }: FileBehindLink): Promise<string> {
      const token = randomBytes(24).toString('base64url');
      await pool.query(
        `INSERT INTO whatsapp_file (token, content, mime, name, expires_at)
         VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
        [hashOf(token), Buffer.from(secrets.sealBytes(bytes)), mime, name, openHours],
      );
      return token;
    },
    /** Whether the link would still give its file. */
    async isThere(token: string): Promise<boolean> {
      const { rowCount } = await pool.query(
        'SELECT FROM whatsapp_file WHERE token = $1 AND expires_at > now()',
        [hashOf(token)],
      );
      return rowCount === 1;
    },
    /** The file, to whoever asks first. */
    async take(token: string): Promise<FileBehindLink | undefined> {
      const { rows } = await pool.query<{ content: Buffer; mime: string; name: string }>(
        `DELETE FROM whatsapp_file WHERE token = $1 AND expires_at > now()
         RETURNING content, mime, name`,
        [hashOf(token)],
      );
      const [row] = rows;
      return row && { mime: row.mime, name: row.name, bytes: secrets.openBytes(row.content) };
    },
  };
}

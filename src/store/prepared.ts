import { createHash } from 'node:crypto';

/** Statements that each connection keeps prepared: those of the conversations are some 300. */
const most = 400;
/** Characters. One that is longer carries many rows, and hardly comes again with as many. */
const longest = 4_000;

/**
 * Names the statements that come again, so that PostgreSQL reads and plans each once a connection and not each time. `''`, which
 * prepares nothing, the first time a text is seen, and for those that are long or beyond the {@link most} that were first:
 * a connection holds what it has prepared for as long as it lives. A named statement lists its columns: `SELECT *` would
 * fail once an upgrade beside this process has added one.
 */
export function nameStatements(): (statement: { sql: string }) => string {
  const names = new Map<string, string>();
  const once = new Set<string>();
  return ({ sql }) => {
    const name = names.get(sql);
    if (name !== undefined) return name;
    if (sql.length > longest || names.size >= most) return '';
    if (!once.delete(sql)) {
      if (once.size >= most) once.clear();
      once.add(sql);
      return '';
    }
    const given = createHash('sha256').update(sql).digest('base64url');
    names.set(sql, given);
    return given;
  };
}

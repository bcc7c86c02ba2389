import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// The stock CLI would download a native schema engine; this one is WebAssembly from npm.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('scripts/schema-engine.mjs', import.meta.url),
);

const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  // `prisma generate` needs no database, so the URL stays optional (no `env()`, which throws).
  ...(url ? { datasource: { url } } : {}),
});

-- CreateEnum
CREATE TYPE "versioned" AS ENUM ('programme', 'field', 'package', 'price', 'distributor');

-- CreateTable
CREATE TABLE "programme_version" (
    "id" UUID NOT NULL,
    "serial" BIGSERIAL NOT NULL,
    "kind" "versioned" NOT NULL,
    "key" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "acted_as" "acted_as" NOT NULL,
    "person_id" UUID,

    CONSTRAINT "programme_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "programme_version_serial_key" ON "programme_version"("serial");

-- CreateIndex
CREATE INDEX "programme_version_kind_key_idx" ON "programme_version"("kind", "key");

-- CreateIndex
CREATE INDEX "programme_version_person_id_idx" ON "programme_version"("person_id");

-- AddForeignKey
ALTER TABLE "programme_version" ADD CONSTRAINT "programme_version_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A version says what changed: it begins, ends, or differs.
ALTER TABLE "programme_version" ADD CONSTRAINT "programme_version_differs"
  CHECK (("before" IS NOT NULL OR "after" IS NOT NULL) AND "before" IS DISTINCT FROM "after");

-- History is written once. Erasing a person empties who it was, and nothing else; nobody is put in their place.
CREATE TRIGGER "programme_version_is_history"
  BEFORE DELETE OR UPDATE OF "id", "serial", "kind", "key", "before", "after", "at", "acted_as"
  ON "programme_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "programme_version_person_stays" BEFORE UPDATE OF "person_id" ON "programme_version"
  FOR EACH ROW WHEN (NEW."person_id" IS NOT NULL AND NEW."person_id" IS DISTINCT FROM OLD."person_id")
  EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "programme_version_is_not_emptied" BEFORE TRUNCATE ON "programme_version"
  EXECUTE FUNCTION "refuse_change"();

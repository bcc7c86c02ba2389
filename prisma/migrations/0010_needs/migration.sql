-- CreateEnum
CREATE TYPE "need_urgency" AS ENUM ('urgent', 'normal');

-- CreateEnum
CREATE TYPE "need_step" AS ENUM ('asked', 'changed', 'questioned', 'answered', 'approved', 'corrected', 'refused', 'kept', 'withdrawn', 'closed', 'imported');

-- AlterTable
ALTER TABLE "need" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "note" BYTEA,
ADD COLUMN     "urgency" "need_urgency" NOT NULL DEFAULT 'normal',
ADD COLUMN     "urgent_why" BYTEA,
ADD COLUMN     "waits_since" TIMESTAMPTZ(3),
ADD COLUMN     "wanted" BIGINT;

-- What was there before was asked for or approved, and what is not decided waits since it was asked for.
ALTER TABLE "need_version" ADD COLUMN     "did" "need_step" NOT NULL DEFAULT 'asked',
ADD COLUMN     "words" BYTEA;
ALTER TABLE "need_version" DISABLE TRIGGER USER;
UPDATE "need_version" SET "did" = 'approved' WHERE "state" = 'open';
ALTER TABLE "need_version" ENABLE TRIGGER USER;
ALTER TABLE "need_version" ALTER COLUMN "did" DROP DEFAULT;
UPDATE "need" SET "waits_since" = "created_at" WHERE "state" = 'proposed';

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "released_by_officer_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "need_waits_since_idx" ON "need"("waits_since");

-- What the database itself refuses of the above, whatever the code does.

-- What is not decided waits for somebody, and what is over waits for nobody.
ALTER TABLE "need"
  ADD CONSTRAINT "need_waits" CHECK (
    CASE "state" WHEN 'proposed' THEN "waits_since" IS NOT NULL AND "wanted" IS NULL
                 WHEN 'open' THEN ("wanted" IS NULL) = ("waits_since" IS NULL)
                 WHEN 'met' THEN ("wanted" IS NULL) = ("waits_since" IS NULL)
                 ELSE "waits_since" IS NULL AND "wanted" IS NULL END
  ),
  ADD CONSTRAINT "need_wanted" CHECK ("wanted" > 0 AND "wanted" <> "approved"),
  ADD CONSTRAINT "need_asked" CHECK ("asked_at" IS NULL OR "waits_since" IS NOT NULL),
  ADD CONSTRAINT "need_urgent" CHECK ("urgency" = 'urgent' OR "urgent_why" IS NULL);

-- What an officer has released by name is taken up by nobody's word, and only received all the same.
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_released_by_officer" CHECK (
  "released_by_officer_at" IS NULL OR "state" IN ('released', 'received')
);

-- A period may be over before anybody has decided.
CREATE OR REPLACE FUNCTION "need_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN (
    'proposed>open', 'proposed>refused', 'proposed>withdrawn', 'proposed>closed',
    'open>met', 'open>withdrawn', 'open>closed', 'met>open', 'met>closed'
  ) THEN
    RAISE EXCEPTION 'a need does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- History is written once. What somebody said in it can be erased with them, and nothing put in its place.
CREATE TRIGGER "need_version_step_is_history" BEFORE UPDATE OF "did" ON "need_version"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "need_version_words_stay" BEFORE UPDATE OF "words" ON "need_version"
  FOR EACH ROW WHEN (NEW."words" IS NOT NULL AND NEW."words" IS DISTINCT FROM OLD."words")
  EXECUTE FUNCTION "refuse_change"();

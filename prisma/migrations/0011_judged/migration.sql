-- AlterEnum
ALTER TYPE "handover_state" ADD VALUE 'rejected';

-- AlterTable
ALTER TABLE "handover" ADD COLUMN     "dispute" BYTEA,
ADD COLUMN     "disputed_at" TIMESTAMPTZ(3),
ADD COLUMN     "judged_at" TIMESTAMPTZ(3),
ADD COLUMN     "reason" TEXT;

-- What the database itself refuses of the above, whatever the code does.
ALTER TABLE "handover" ADD CONSTRAINT "handover_disputed" CHECK (("dispute" IS NULL) = ("disputed_at" IS NULL));

-- The drawn machine (docs/architecture.md): a count is confirmed or rejected, and that is the end of it.
CREATE FUNCTION "handover_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state"::text <> 'counted' THEN
    RAISE EXCEPTION 'a handover does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "handover_moves" BEFORE UPDATE OF "state" ON "handover"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "handover_moves"();

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "deliver_on" DATE,
ADD COLUMN     "head_heard_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "handover" ADD COLUMN     "beyond_id" UUID;

-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "waiting_packages" BIGINT NOT NULL DEFAULT 5000,
ADD COLUMN     "waiting_rupiah" BIGINT NOT NULL DEFAULT 500000000;

-- CreateTable
CREATE TABLE "shown_before" (
    "account" TEXT NOT NULL,
    "place_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shown_before_pkey" PRIMARY KEY ("account","place_id")
);

-- CreateIndex
CREATE INDEX "shown_before_at_idx" ON "shown_before"("at");

-- CreateIndex
CREATE INDEX "handover_beyond_id_idx" ON "handover"("beyond_id");

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_beyond_id_fkey" FOREIGN KEY ("beyond_id") REFERENCES "handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What stands keeps the day that its donor named, and the head's own word where it is on record.
UPDATE "allocation" SET "deliver_on" = "pledge"."deliver_on" FROM "pledge" WHERE "pledge"."id" = "allocation"."pledge_id";
UPDATE "allocation" SET "head_heard_at" = "contacted_at" WHERE "contacted_at" IS NOT NULL AND EXISTS (
  SELECT FROM "audit_log" WHERE "what" = 'allocation.contacted' AND "acted_as" = 'head' AND "subject_id" = "allocation"."id"::text
);

-- What the database itself refuses of the above, whatever the code does.
ALTER TABLE "handover" ADD CONSTRAINT "handover_beyond" CHECK (
  "beyond_id" IS NULL OR ("allocation_id" IS NULL AND "need_id" IS NOT NULL AND "beyond_id" <> "id")
);
ALTER TABLE "programme" ADD CONSTRAINT "programme_waiting" CHECK ("waiting_packages" > 0 AND "waiting_rupiah" > 0);

-- A count that an officer rejects gives its promise back.
CREATE OR REPLACE FUNCTION "allocation_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN (
    'reserved>contacted', 'reserved>scheduled', 'reserved>on_way', 'reserved>received', 'reserved>released', 'reserved>cancelled',
    'contacted>reserved', 'contacted>scheduled', 'contacted>on_way', 'contacted>received', 'contacted>released', 'contacted>cancelled',
    'scheduled>reserved', 'scheduled>on_way', 'scheduled>received', 'scheduled>released', 'scheduled>cancelled',
    'on_way>reserved', 'on_way>contacted', 'on_way>received', 'on_way>released', 'on_way>cancelled',
    'released>contacted', 'released>received', 'cancelled>received'
  ) THEN
    RAISE EXCEPTION 'an allocation does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- AlterTable
ALTER TABLE "whatsapp_account" ADD COLUMN     "push_after" TIMESTAMPTZ(3),
ADD COLUMN     "stopped" TEXT;

-- AlterTable
ALTER TABLE "whatsapp_message" ADD COLUMN     "faults" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "whatsapp_sent" ADD COLUMN     "pushed_at" TIMESTAMPTZ(3),
ADD COLUMN     "relayed" BYTEA;

-- What went out before counts as it did.
UPDATE "whatsapp_sent" SET "pushed_at" = "acked_at" WHERE "push" AND "acked_at" IS NOT NULL;

-- The governor counts by when it went out.
DROP INDEX "whatsapp_sent_pushed";
CREATE INDEX "whatsapp_sent_pushed" ON "whatsapp_sent" ("pushed_at") WHERE "pushed_at" IS NOT NULL;

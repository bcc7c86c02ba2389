-- CreateEnum
CREATE TYPE "media_kind" AS ENUM ('proof', 'goods');

-- CreateEnum
CREATE TYPE "media_state" AS ENUM ('awaited', 'kept', 'refused');

-- CreateEnum
CREATE TYPE "media_refusal" AS ENUM ('format', 'unreadable', 'too_large', 'unfetched');

-- CreateEnum
CREATE TYPE "photo_state" AS ENUM ('none', 'awaited', 'given', 'missing');

-- AlterTable
ALTER TABLE "handover" ADD COLUMN     "photo" "photo_state" NOT NULL DEFAULT 'none';

-- AlterTable
ALTER TABLE "headship" ADD COLUMN     "proof" "photo_state" NOT NULL DEFAULT 'none';

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "media_id" UUID;

-- CreateTable
CREATE TABLE "simulator_file" (
    "id" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "simulator_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "kind" "media_kind" NOT NULL,
    "state" "media_state" NOT NULL DEFAULT 'awaited',
    "headship_id" UUID,
    "handover_id" UUID,
    "sent_by" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" "channel" NOT NULL,
    "file" BYTEA,
    "refusal" "media_refusal",
    "mime" TEXT,
    "size" INTEGER,
    "content" BYTEA,
    "ended_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "simulator_file_phone_idx" ON "simulator_file"("phone");

-- CreateIndex
CREATE INDEX "media_headship_id_idx" ON "media"("headship_id");

-- CreateIndex
CREATE INDEX "media_handover_id_idx" ON "media"("handover_id");

-- CreateIndex
CREATE INDEX "media_sent_by_idx" ON "media"("sent_by");

-- CreateIndex
CREATE INDEX "media_state_due_at_idx" ON "media"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "media_chat_question_key" ON "media"("chat", "question");

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_headship_id_fkey" FOREIGN KEY ("headship_id") REFERENCES "headship"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_handover_id_fkey" FOREIGN KEY ("handover_id") REFERENCES "handover"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_sent_by_fkey" FOREIGN KEY ("sent_by") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A file belongs to one thing; what it holds, and that it holds something, follows from its state.
ALTER TABLE "media"
  ADD CONSTRAINT "media_whose" CHECK (num_nonnulls("headship_id", "handover_id") = 1
    AND (("kind" = 'proof') = ("headship_id" IS NOT NULL))),
  ADD CONSTRAINT "media_state" CHECK (
    CASE "state"
      WHEN 'awaited' THEN "file" IS NOT NULL AND "content" IS NULL AND "refusal" IS NULL AND "ended_at" IS NULL
      WHEN 'kept' THEN "file" IS NULL AND "content" IS NOT NULL AND "mime" IS NOT NULL AND "size" > 0
        AND "refusal" IS NULL AND "ended_at" IS NOT NULL
      ELSE "file" IS NULL AND "content" IS NULL AND "refusal" IS NOT NULL AND "ended_at" IS NOT NULL
    END
  ),
  ADD CONSTRAINT "media_mime" CHECK ("mime" IN ('image/jpeg', 'application/pdf') AND ("kind" = 'proof' OR "mime" = 'image/jpeg')),
  ADD CONSTRAINT "media_held" CHECK (("holder" IS NULL) = ("held_until" IS NULL));

-- What was kept or refused stays so: another try is another file.
CREATE FUNCTION "media_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'awaited' THEN
    RAISE EXCEPTION 'a file does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "media_moves" BEFORE UPDATE OF "state" ON "media"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "media_moves"();

-- Photos and PDFs are sealed, so nothing is gained by trying to press them.
ALTER TABLE "media" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "simulator_file" ALTER COLUMN "content" SET STORAGE EXTERNAL;

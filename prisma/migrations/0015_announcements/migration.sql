-- CreateEnum
CREATE TYPE "announcement_state" AS ENUM ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'done');

-- CreateEnum
CREATE TYPE "recipient_state" AS ENUM ('waiting', 'sending', 'sent', 'blocked', 'failed', 'uncertain', 'skipped', 'expired');

-- CreateTable
CREATE TABLE "announcement" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "state" "announcement_state" NOT NULL DEFAULT 'draft',
    "audience" JSONB NOT NULL,
    "text_id" TEXT NOT NULL,
    "text_en" TEXT,
    "urgent" TEXT,
    "corrects_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3),
    "goes_on_since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "progress_at" TIMESTAMPTZ(3),
    "progress_order" BIGINT,
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipient" (
    "id" BIGSERIAL NOT NULL,
    "announcement_id" UUID NOT NULL,
    "person_id" UUID,
    "address_id" UUID,
    "channel" "channel",
    "state" "recipient_state" NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_pace" (
    "name" TEXT NOT NULL,
    "next" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "channel_pace_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "announcement_number_key" ON "announcement"("number");

-- CreateIndex
CREATE INDEX "announcement_state_idx" ON "announcement"("state");

-- CreateIndex
CREATE INDEX "announcement_corrects_id_idx" ON "announcement"("corrects_id");

-- CreateIndex
CREATE INDEX "announcement_created_by_idx" ON "announcement"("created_by");

-- CreateIndex
CREATE INDEX "announcement_confirmed_by_idx" ON "announcement"("confirmed_by");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_chat_question_key" ON "announcement"("chat", "question");

-- CreateIndex
CREATE UNIQUE INDEX "recipient_announcement_id_person_id_key" ON "recipient"("announcement_id", "person_id");

-- CreateIndex
CREATE INDEX "recipient_person_id_idx" ON "recipient"("person_id");

-- CreateIndex
CREATE INDEX "recipient_address_id_idx" ON "recipient"("address_id");

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "announcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_confirmed_by_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- People read the number aloud: it never looks like a bare small one.
ALTER SEQUENCE "announcement_number_seq" RESTART WITH 101;

-- What a draft lacks, what began has.
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_confirmed"
  CHECK ("state" = 'draft' OR ("confirmed_at" IS NOT NULL AND "starts_at" IS NOT NULL));
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_ended" CHECK (("state" IN ('stopped', 'done')) = ("ended_at" IS NOT NULL));
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_urgent" CHECK ("urgent" IS NULL OR length(trim("urgent")) > 0);

CREATE FUNCTION "announcement_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN ('draft>scheduled', 'draft>sending', 'scheduled>sending', 'scheduled>stopped', 'sending>paused', 'sending>stopped', 'sending>done', 'paused>sending', 'paused>stopped') THEN
    RAISE EXCEPTION 'a announcement does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "announcement_moves" BEFORE UPDATE OF "state" ON "announcement"
  FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "announcement_moves"();

-- Once it was said nothing says it otherwise: text and audience stay what was confirmed.
CREATE FUNCTION "announcement_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an announcement that was confirmed stays as it is' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "announcement_stays" BEFORE UPDATE OF "text_id", "text_en", "audience", "number", "corrects_id" ON "announcement"
  FOR EACH ROW WHEN (OLD."state" <> 'draft' AND (
    OLD."text_id" <> NEW."text_id" OR OLD."text_en" IS DISTINCT FROM NEW."text_en" OR OLD."audience" <> NEW."audience"
    OR OLD."number" <> NEW."number" OR OLD."corrects_id" IS DISTINCT FROM NEW."corrects_id"))
  EXECUTE FUNCTION "announcement_stays"();

-- At most once: what was given to a channel is never waiting again, but where the channel certainly did not take it.
CREATE FUNCTION "recipient_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN ('waiting>sending', 'waiting>skipped', 'waiting>expired', 'sending>waiting', 'sending>sent', 'sending>blocked', 'sending>failed', 'sending>uncertain', 'sending>skipped') THEN
    RAISE EXCEPTION 'a recipient does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "recipient_moves" BEFORE UPDATE OF "state" ON "recipient"
  FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "recipient_moves"();
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_why" CHECK (("state" = 'skipped') = ("why" IS NOT NULL));

-- What is looked for many times a second: few rows, however many have ended.
CREATE INDEX "recipient_waiting" ON "recipient" ("channel", "due_at") WHERE "state" = 'waiting';
CREATE INDEX "recipient_sending" ON "recipient" ("announcement_id") WHERE "state" = 'sending';

-- An admin writes one at a time.
CREATE UNIQUE INDEX "announcement_one_draft" ON "announcement" ("created_by") WHERE "state" = 'draft';

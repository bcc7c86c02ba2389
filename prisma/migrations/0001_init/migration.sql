-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "acted_as" AS ENUM ('donor', 'head', 'officer', 'admin', 'operator', 'system');

-- CreateEnum
CREATE TYPE "need_state" AS ENUM ('proposed', 'open', 'met', 'refused', 'withdrawn', 'closed');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('simulator', 'telegram', 'whatsapp');

-- CreateEnum
CREATE TYPE "speech" AS ENUM ('id', 'en');

-- CreateEnum
CREATE TYPE "region_kind" AS ENUM ('kota', 'kecamatan', 'kelurahan');

-- CreateEnum
CREATE TYPE "place_kind" AS ENUM ('rw', 'panti', 'pesantren');

-- CreateEnum
CREATE TYPE "headship_state" AS ENUM ('claimed', 'verified', 'ended');

-- CreateEnum
CREATE TYPE "headship_role" AS ENUM ('head', 'deputy');

-- CreateEnum
CREATE TYPE "allocation_state" AS ENUM ('reserved', 'contacted', 'scheduled', 'on_way', 'received', 'released', 'cancelled');

-- CreateEnum
CREATE TYPE "programme_state" AS ENUM ('draft', 'open', 'closed');

-- CreateEnum
CREATE TYPE "nature" AS ENUM ('goods', 'cash', 'work', 'seat');

-- CreateEnum
CREATE TYPE "basis" AS ENUM ('household_week', 'household_once', 'person_day', 'person_once');

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "acted_as" "acted_as" NOT NULL,
    "what" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dialogue" (
    "chat" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account" BYTEA NOT NULL,
    "n" INTEGER NOT NULL DEFAULT 0,
    "position" BYTEA,
    "question" TEXT,
    "shown" BIGINT,
    "rebuilt_at" TIMESTAMPTZ(3),
    "speaker" TEXT,
    "speak_until" TIMESTAMPTZ(3),
    "speak_after" TIMESTAMPTZ(3),

    CONSTRAINT "dialogue_pkey" PRIMARY KEY ("chat")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "chat" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turn" (
    "chat" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL DEFAULT 0,
    "replies" BYTEA NOT NULL,
    "said" INTEGER NOT NULL DEFAULT 0,
    "said_at" TIMESTAMPTZ(3),

    CONSTRAINT "turn_pkey" PRIMARY KEY ("chat","event")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "chat" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_mode" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "session_mode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_check" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulator_message" (
    "id" BIGSERIAL NOT NULL,
    "phone" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "dedupe" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "simulator_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "place_id" UUID NOT NULL,
    "package_key" TEXT NOT NULL,
    "programme_id" UUID NOT NULL,
    "state" "need_state" NOT NULL DEFAULT 'proposed',
    "households" BIGINT NOT NULL,
    "proposed" BIGINT NOT NULL,
    "approved" BIGINT NOT NULL DEFAULT 0,
    "allocated" BIGINT NOT NULL DEFAULT 0,
    "received" BIGINT NOT NULL DEFAULT 0,
    "surplus" BIGINT NOT NULL DEFAULT 0,
    "period_from" DATE,
    "period_to" DATE,
    "proposed_by" UUID,
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_version" (
    "id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "need_state" NOT NULL,
    "proposed" BIGINT NOT NULL,
    "approved" BIGINT NOT NULL,
    "reason" TEXT,
    "actor_id" UUID,
    "acted_as" "acted_as" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "need_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "cause_kind" TEXT NOT NULL,
    "cause_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "part" INTEGER NOT NULL DEFAULT 1,
    "notice" TEXT NOT NULL,
    "args" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" BYTEA,
    "sapaan" TEXT,
    "phone" BYTEA,
    "phone_hash" TEXT,
    "merged_into" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "account" BYTEA NOT NULL,
    "chat" TEXT NOT NULL,
    "language" "speech" NOT NULL DEFAULT 'id',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "text_version" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "kind" "region_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "parent_code" TEXT,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "kind" "place_kind" NOT NULL,
    "kelurahan_code" TEXT NOT NULL,
    "rw" INTEGER,
    "name" TEXT,
    "households" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "headship" (
    "id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "person_id" UUID,
    "role" "headship_role" NOT NULL DEFAULT 'head',
    "state" "headship_state" NOT NULL DEFAULT 'claimed',
    "term_starts_on" DATE,
    "term_ends_on" DATE,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "verified_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "headship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donor" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" BYTEA,
    "name_hash" TEXT NOT NULL DEFAULT '',
    "made_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "donor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donor_member" (
    "donor_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "donor_member_pkey" PRIMARY KEY ("donor_id","person_id")
);

-- CreateTable
CREATE TABLE "pledge" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "donor_id" UUID NOT NULL,
    "actor_id" UUID,
    "on_behalf_of" UUID,
    "programme_id" UUID NOT NULL,
    "package_key" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "statement_version" TEXT NOT NULL,
    "deliver_on" DATE,
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "state" "allocation_state" NOT NULL DEFAULT 'reserved',
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name_id" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "state" "programme_state" NOT NULL DEFAULT 'draft',
    "contact_hours" INTEGER NOT NULL DEFAULT 48,
    "quiet_from_hour" INTEGER NOT NULL DEFAULT 21,
    "quiet_until_hour" INTEGER NOT NULL DEFAULT 7,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field" (
    "key" TEXT NOT NULL,
    "name_id" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "skpd" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "field_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "package" (
    "key" TEXT NOT NULL,
    "field_key" TEXT NOT NULL,
    "nature" "nature" NOT NULL,
    "name_id" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_en" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "package_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "price" (
    "id" UUID NOT NULL,
    "package_key" TEXT NOT NULL,
    "basis" "basis" NOT NULL,
    "programme_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "rupiah" BIGINT NOT NULL,

    CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_log_subject_kind_subject_id_idx" ON "audit_log"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_log_at_idx" ON "audit_log"("at");

-- CreateIndex
CREATE INDEX "inbox_chat_done_at_id_idx" ON "inbox"("chat", "done_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_chat_event_key" ON "inbox"("chat", "event");

-- CreateIndex
CREATE UNIQUE INDEX "turn_id_key" ON "turn"("id");

-- CreateIndex
CREATE INDEX "turn_chat_said_at_id_idx" ON "turn"("chat", "said_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_chat_event_key" ON "dead_letter"("chat", "event");

-- CreateIndex
CREATE INDEX "simulator_message_phone_id_idx" ON "simulator_message"("phone", "id");

-- CreateIndex
CREATE UNIQUE INDEX "simulator_message_phone_direction_dedupe_key" ON "simulator_message"("phone", "direction", "dedupe");

-- CreateIndex
CREATE UNIQUE INDEX "need_number_key" ON "need"("number");

-- CreateIndex
CREATE INDEX "need_place_id_idx" ON "need"("place_id");

-- CreateIndex
CREATE INDEX "need_package_key_state_idx" ON "need"("package_key", "state");

-- CreateIndex
CREATE INDEX "need_programme_id_idx" ON "need"("programme_id");

-- CreateIndex
CREATE INDEX "need_proposed_by_idx" ON "need"("proposed_by");

-- CreateIndex
CREATE UNIQUE INDEX "need_chat_question_key" ON "need"("chat", "question");

-- CreateIndex
CREATE UNIQUE INDEX "need_version_need_id_version_key" ON "need_version"("need_id", "version");

-- CreateIndex
CREATE INDEX "outbox_state_due_at_idx" ON "outbox"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_cause_kind_cause_id_person_id_part_key" ON "outbox"("cause_kind", "cause_id", "person_id", "part");

-- CreateIndex
CREATE INDEX "person_phone_hash_idx" ON "person"("phone_hash");

-- CreateIndex
CREATE UNIQUE INDEX "address_chat_key" ON "address"("chat");

-- CreateIndex
CREATE INDEX "address_person_id_idx" ON "address"("person_id");

-- CreateIndex
CREATE INDEX "consent_person_id_idx" ON "consent"("person_id");

-- CreateIndex
CREATE INDEX "region_parent_code_idx" ON "region"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "place_kelurahan_code_rw_key" ON "place"("kelurahan_code", "rw");

-- CreateIndex
CREATE INDEX "headship_place_id_idx" ON "headship"("place_id");

-- CreateIndex
CREATE INDEX "headship_person_id_idx" ON "headship"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "donor_made_by_kind_name_hash_key" ON "donor"("made_by", "kind", "name_hash");

-- CreateIndex
CREATE INDEX "donor_member_person_id_idx" ON "donor_member"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_number_key" ON "pledge"("number");

-- CreateIndex
CREATE INDEX "pledge_donor_id_idx" ON "pledge"("donor_id");

-- CreateIndex
CREATE INDEX "pledge_actor_id_idx" ON "pledge"("actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_chat_question_key" ON "pledge"("chat", "question");

-- CreateIndex
CREATE INDEX "allocation_need_id_idx" ON "allocation"("need_id");

-- CreateIndex
CREATE INDEX "allocation_state_deadline_idx" ON "allocation"("state", "deadline");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_pledge_id_need_id_key" ON "allocation"("pledge_id", "need_id");

-- CreateIndex
CREATE UNIQUE INDEX "programme_key_key" ON "programme"("key");

-- CreateIndex
CREATE INDEX "package_field_key_idx" ON "package"("field_key");

-- CreateIndex
CREATE UNIQUE INDEX "price_package_key_basis_programme_id_valid_from_key" ON "price"("package_key", "basis", "programme_id", "valid_from");

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_package_key_fkey" FOREIGN KEY ("package_key") REFERENCES "package"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_version" ADD CONSTRAINT "need_version_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_version" ADD CONSTRAINT "need_version_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_kelurahan_code_fkey" FOREIGN KEY ("kelurahan_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "headship" ADD CONSTRAINT "headship_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "headship" ADD CONSTRAINT "headship_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "headship" ADD CONSTRAINT "headship_verified_by_fkey" FOREIGN KEY ("verified_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor" ADD CONSTRAINT "donor_made_by_fkey" FOREIGN KEY ("made_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_member" ADD CONSTRAINT "donor_member_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_member" ADD CONSTRAINT "donor_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_on_behalf_of_fkey" FOREIGN KEY ("on_behalf_of") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_package_key_fkey" FOREIGN KEY ("package_key") REFERENCES "package"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package" ADD CONSTRAINT "package_field_key_fkey" FOREIGN KEY ("field_key") REFERENCES "field"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_package_key_fkey" FOREIGN KEY ("package_key") REFERENCES "package"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


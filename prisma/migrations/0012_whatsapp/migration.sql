-- CreateEnum
CREATE TYPE "whatsapp_sent_state" AS ENUM ('queued', 'sending', 'acked', 'delivered', 'read', 'refused');

-- CreateTable
CREATE TABLE "whatsapp_account" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "creds" BYTEA,
    "pre_key_top" INTEGER NOT NULL DEFAULT 0,
    "paired" BOOLEAN NOT NULL DEFAULT false,
    "wanted" TEXT,
    "restricted_at" TIMESTAMPTZ(3),
    "restriction" TEXT,
    "detail" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "whatsapp_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whatsapp_key" (
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "whatsapp_key_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "whatsapp_contact" (
    "id" UUID NOT NULL,
    "lid_hash" TEXT,
    "pn_hash" TEXT,
    "addresses" BYTEA NOT NULL,
    "merged_into" UUID,
    "heard_at" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whatsapp_message" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "place" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whatsapp_sent" (
    "id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "body" BYTEA NOT NULL,
    "push" BOOLEAN NOT NULL,
    "state" "whatsapp_sent_state" NOT NULL,
    "place" BIGINT,
    "error" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acked_at" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_sent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whatsapp_file" (
    "token" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "mime" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_file_pkey" PRIMARY KEY ("token")
);

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_contact_lid_hash_key" ON "whatsapp_contact"("lid_hash");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_contact_pn_hash_key" ON "whatsapp_contact"("pn_hash");

-- CreateIndex
CREATE INDEX "whatsapp_contact_merged_into_idx" ON "whatsapp_contact"("merged_into");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_message_name_key" ON "whatsapp_message"("name");

-- CreateIndex
CREATE INDEX "whatsapp_sent_contact_id_at_idx" ON "whatsapp_sent"("contact_id", "at");

-- AddForeignKey
ALTER TABLE "whatsapp_contact" ADD CONSTRAINT "whatsapp_contact_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "whatsapp_contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "whatsapp_sent" ADD CONSTRAINT "whatsapp_sent_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "whatsapp_contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One account.
ALTER TABLE "whatsapp_account" ADD CONSTRAINT "whatsapp_account_one" CHECK (id = 1);
ALTER TABLE "whatsapp_account" ADD CONSTRAINT "whatsapp_account_wanted" CHECK (wanted IN ('logout'));

-- Whoever is known has an address, or is somebody else by now.
ALTER TABLE "whatsapp_contact" ADD CONSTRAINT "whatsapp_contact_reached"
  CHECK (lid_hash IS NOT NULL OR pn_hash IS NOT NULL OR merged_into IS NOT NULL);
ALTER TABLE "whatsapp_contact" ADD CONSTRAINT "whatsapp_contact_other" CHECK (merged_into <> id);

-- What WhatsApp has, has its place; what it refused, its reason.
ALTER TABLE "whatsapp_sent" ADD CONSTRAINT "whatsapp_sent_placed"
  CHECK ((state IN ('acked', 'delivered', 'read')) = (place IS NOT NULL));
ALTER TABLE "whatsapp_sent" ADD CONSTRAINT "whatsapp_sent_refused" CHECK (state <> 'refused' OR error IS NOT NULL);

-- The few that wait, among the many of 35 days.
CREATE INDEX "whatsapp_message_undone" ON "whatsapp_message" (id) WHERE done_at IS NULL;
CREATE INDEX "whatsapp_sent_queued" ON "whatsapp_sent" (at) WHERE state = 'queued';
CREATE INDEX "whatsapp_sent_pushed" ON "whatsapp_sent" (at) WHERE push;

-- AlterTable
ALTER TABLE "address" ADD COLUMN     "heard_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "dialogue" ADD COLUMN     "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "chat" TEXT;

-- CreateTable
CREATE TABLE "forgetting" (
    "chat" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "account" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "forgetting_pkey" PRIMARY KEY ("chat")
);

-- CreateIndex
CREATE INDEX "forgetting_due_at_idx" ON "forgetting"("due_at");

-- Whoever was known before this was heard from when they came, at the latest.
UPDATE "address" SET "heard_at" = greatest("created_at", "heard_at");

-- Silent conversations and what has been said to others is looked through every hour.
CREATE INDEX "dialogue_moved_at_idx" ON "dialogue" ("moved_at");
CREATE INDEX "outbox_sent_args_idx" ON "outbox" ("sent_at") WHERE octet_length("args") > 0;

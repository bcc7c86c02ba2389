-- Codes of invitations that somebody tried shortly before they erased themselves: a keyed hash of the chat or the number, and how many.
CREATE TABLE "tried_before" (
    "account" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tried_before_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE INDEX "tried_before_at_idx" ON "tried_before"("at");

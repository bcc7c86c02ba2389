-- CreateEnum
CREATE TYPE "stoppable" AS ENUM ('sends', 'pledges', 'registrations');

-- CreateTable
CREATE TABLE "stop" (
    "what" "stoppable" NOT NULL,
    "why_id" TEXT NOT NULL,
    "why_en" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stop_pkey" PRIMARY KEY ("what")
);

-- CreateTable
CREATE TABLE "blocked" (
    "chat" TEXT NOT NULL,
    "person_id" UUID,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blocked_pkey" PRIMARY KEY ("chat")
);

-- CreateIndex
CREATE INDEX "blocked_person_id_idx" ON "blocked"("person_id");

-- AddForeignKey
ALTER TABLE "blocked" ADD CONSTRAINT "blocked_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- A file above what one person may send is refused as such.
ALTER TYPE "media_refusal" ADD VALUE 'too_many';

ALTER TABLE "stop" ADD CONSTRAINT "stop_why" CHECK (length(trim("why_id")) > 0 AND length(trim("why_en")) > 0);
ALTER TABLE "blocked" ADD CONSTRAINT "blocked_reason" CHECK (length(trim("reason")) > 0);

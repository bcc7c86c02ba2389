-- AlterTable
ALTER TABLE "headship" ADD COLUMN     "asked_photo" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "letter_later" BOOLEAN NOT NULL DEFAULT false;

-- Until now any photo brought back what an officer had asked about.
UPDATE "headship" SET "asked_photo" = true WHERE "asked_at" IS NOT NULL;

-- What an officer asked for stays readable once the head has sent it: the officer sees what it was.
ALTER TABLE "headship" DROP CONSTRAINT "headship_told";
ALTER TABLE "headship" ADD CONSTRAINT "headship_told" CHECK (
    CASE "state" WHEN 'refused' THEN "reason" IS NOT NULL AND "remedy" IS NOT NULL AND "asked_at" IS NULL
                 WHEN 'claimed' THEN "asked_at" IS NULL OR "reason" IS NOT NULL
                 ELSE "asked_at" IS NULL END
  );
-- Nobody heads a place on a letter that is still to come.
ALTER TABLE "headship" ADD CONSTRAINT "headship_letter" CHECK (
    NOT "letter_later" OR ("proof_number" IS NULL AND "proof_date" IS NULL AND "state" <> 'verified')
  );

-- Taken back in the moment that it was made in, by an admin who wrote the wrong name.
ALTER TABLE "invitation" DROP CONSTRAINT "invitation_expires";
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_expires" CHECK ("expires_at" >= "created_at");

-- Where a donor wanted to give, in words, for the officer who finds a place for what waits: `Menteng`.
ALTER TABLE "pledge" ADD COLUMN     "wanted" TEXT;

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "ends_on" DATE;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "code_tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "code_tries" INTEGER NOT NULL DEFAULT 0;

-- What the database itself refuses of the above, whatever the code does.
ALTER TABLE "person" ADD CONSTRAINT "person_tries" CHECK ("code_tries" >= 0);
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_named_once" CHECK ("used_at" IS NULL OR "used_at" >= "created_at");

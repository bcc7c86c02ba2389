-- CreateEnum
CREATE TYPE "waiting_reason" AS ENUM ('place', 'cap');

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "placement_id" UUID,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "handover" ADD COLUMN     "statement" TEXT;

-- AlterTable
ALTER TABLE "pledge" ADD COLUMN     "distributor_id" UUID,
ADD COLUMN     "taken_back" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "waiting" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "waits_for" "waiting_reason";

-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "contacts_a_day" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "contacts_a_day_kept" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN     "open_pledges" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "open_pledges_kept" INTEGER NOT NULL DEFAULT 6;

-- CreateTable
CREATE TABLE "wish" (
    "pledge_id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,

    CONSTRAINT "wish_pkey" PRIMARY KEY ("pledge_id","need_id")
);

-- CreateTable
CREATE TABLE "placement" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "placed_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,

    CONSTRAINT "placement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "distributor" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "permit_number" TEXT NOT NULL,
    "permit_ends_on" DATE NOT NULL,
    "contact_name" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "distributor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "wish_need_id_idx" ON "wish"("need_id");

-- CreateIndex
CREATE INDEX "placement_pledge_id_idx" ON "placement"("pledge_id");

-- CreateIndex
CREATE INDEX "placement_placed_by_idx" ON "placement"("placed_by");

-- CreateIndex
CREATE UNIQUE INDEX "placement_chat_question_key" ON "placement"("chat", "question");

-- CreateIndex
CREATE UNIQUE INDEX "distributor_key_key" ON "distributor"("key");

-- CreateIndex
CREATE INDEX "allocation_placement_id_idx" ON "allocation"("placement_id");

-- CreateIndex
CREATE INDEX "pledge_waiting_idx" ON "pledge"("waiting");

-- CreateIndex
CREATE INDEX "pledge_distributor_id_idx" ON "pledge"("distributor_id");

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_distributor_id_fkey" FOREIGN KEY ("distributor_id") REFERENCES "distributor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "placement" ADD CONSTRAINT "placement_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "placement" ADD CONSTRAINT "placement_placed_by_fkey" FOREIGN KEY ("placed_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_placement_id_fkey" FOREIGN KEY ("placement_id") REFERENCES "placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the database itself refuses of the above, whatever the code does.

ALTER TABLE "pledge"
  ADD CONSTRAINT "pledge_parts" CHECK ("waiting" >= 0 AND "taken_back" >= 0 AND "waiting" + "taken_back" <= "quantity"),
  ADD CONSTRAINT "pledge_waits_for" CHECK (("waiting" > 0) = ("waits_for" IS NOT NULL));
ALTER TABLE "wish" ADD CONSTRAINT "wish_quantity" CHECK ("quantity" > 0);
ALTER TABLE "programme"
  ADD CONSTRAINT "programme_caps" CHECK (
    "open_pledges" > 0 AND "contacts_a_day" > 0
    AND "open_pledges_kept" >= "open_pledges" AND "contacts_a_day_kept" >= "contacts_a_day"
  );
ALTER TABLE "distributor" ADD CONSTRAINT "distributor_phone" CHECK ("contact_phone" ~ '^\+[0-9]{8,15}$');

-- Every package of a promise is accounted for: laid on a need, waiting for a place, or taken back. Looked at when
-- the transaction ends, since a promise and its parts are written one after the other.
CREATE FUNCTION "account_for_pledge"("of_pledge" UUID) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  "left_over" BIGINT;
BEGIN
  SELECT "quantity" - "waiting" - "taken_back" - (
    SELECT coalesce(sum("quantity"), 0) FROM "allocation" WHERE "pledge_id" = "of_pledge"
  ) INTO "left_over" FROM "pledge" WHERE "id" = "of_pledge";
  IF "left_over" <> 0 THEN
    RAISE EXCEPTION 'pledge % does not account for % of its packages', "of_pledge", "left_over"
      USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION "pledge_is_accounted_for"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "account_for_pledge"(NEW."id");
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "pledge_accounts"
  AFTER INSERT OR UPDATE OF "quantity", "waiting", "taken_back" ON "pledge"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "pledge_is_accounted_for"();

CREATE FUNCTION "allocation_is_accounted_for"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM "account_for_pledge"(OLD."pledge_id"); END IF;
  IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW."pledge_id" <> OLD."pledge_id") THEN
    PERFORM "account_for_pledge"(NEW."pledge_id");
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "allocation_accounts"
  AFTER INSERT OR DELETE OR UPDATE OF "pledge_id", "quantity" ON "allocation"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "allocation_is_accounted_for"();

-- Money passes neither the bot nor a head.
CREATE FUNCTION "cash_has_a_distributor"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."distributor_id" IS NULL
    AND EXISTS (SELECT FROM "package" WHERE "key" = NEW."package_key" AND "nature" = 'cash') THEN
    RAISE EXCEPTION 'a promise of money goes through a distributor' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "pledge_of_cash" BEFORE INSERT OR UPDATE OF "distributor_id", "package_key" ON "pledge"
  FOR EACH ROW EXECUTE FUNCTION "cash_has_a_distributor"();

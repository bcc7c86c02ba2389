-- CreateEnum
CREATE TYPE "handover_state" AS ENUM ('counted', 'confirmed');

-- CreateEnum
CREATE TYPE "staff_kind" AS ENUM ('admin', 'skpd', 'kelurahan');

-- AlterEnum
ALTER TYPE "headship_state" ADD VALUE 'refused';

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "contacted_at" TIMESTAMPTZ(3),
ADD COLUMN     "extended_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "headship" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "code_tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "code_tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "proof_date" DATE,
ADD COLUMN     "proof_number" BYTEA,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "remedy" TEXT;

-- CreateTable
CREATE TABLE "handover" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "state" "handover_state" NOT NULL,
    "allocation_id" UUID,
    "place_id" UUID NOT NULL,
    "package_key" TEXT NOT NULL,
    "need_id" UUID,
    "promised" BIGINT NOT NULL DEFAULT 0,
    "came" BIGINT NOT NULL,
    "damaged" BIGINT NOT NULL DEFAULT 0,
    "counted" BIGINT NOT NULL DEFAULT 0,
    "surplus" BIGINT NOT NULL DEFAULT 0,
    "damage" BYTEA,
    "with_code" BOOLEAN NOT NULL,
    "recorded_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "chat" TEXT NOT NULL,
    "question" TEXT NOT NULL,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "staff_kind" NOT NULL,
    "field_key" TEXT,
    "area_code" TEXT,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_on" DATE,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" UUID,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "kind" "staff_kind" NOT NULL,
    "field_key" TEXT,
    "area_code" TEXT,
    "name" BYTEA NOT NULL,
    "invited_by" UUID,
    "invited_as" "acted_as" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "role_id" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timer" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 1,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "timer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "handover_number_key" ON "handover"("number");

-- CreateIndex
CREATE INDEX "handover_allocation_id_idx" ON "handover"("allocation_id");

-- CreateIndex
CREATE INDEX "handover_place_id_idx" ON "handover"("place_id");

-- CreateIndex
CREATE INDEX "handover_need_id_idx" ON "handover"("need_id");

-- CreateIndex
CREATE UNIQUE INDEX "handover_chat_question_key" ON "handover"("chat", "question");

-- CreateIndex
CREATE INDEX "role_person_id_idx" ON "role"("person_id");

-- CreateIndex
CREATE INDEX "role_kind_idx" ON "role"("kind");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_code_hash_key" ON "invitation"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_role_id_key" ON "invitation"("role_id");

-- CreateIndex
CREATE INDEX "invitation_invited_by_idx" ON "invitation"("invited_by");

-- CreateIndex
CREATE INDEX "timer_done_at_due_at_idx" ON "timer"("done_at", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "timer_kind_subject_id_step_key" ON "timer"("kind", "subject_id", "step");

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_allocation_id_fkey" FOREIGN KEY ("allocation_id") REFERENCES "allocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_package_key_fkey" FOREIGN KEY ("package_key") REFERENCES "package"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_recorded_by_fkey" FOREIGN KEY ("recorded_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_confirmed_by_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_field_key_fkey" FOREIGN KEY ("field_key") REFERENCES "field"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_revoked_by_fkey" FOREIGN KEY ("revoked_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the database itself refuses of the above, whatever the code does.

ALTER TABLE "handover"
  ADD CONSTRAINT "handover_counts" CHECK (
    "came" >= 0 AND "damaged" BETWEEN 0 AND "came" AND "promised" >= 0 AND "counted" >= 0 AND "surplus" >= 0
  ),
  ADD CONSTRAINT "handover_is_split" CHECK (
    CASE WHEN "state" = 'confirmed' THEN "counted" + "surplus" = "came" - "damaged"
         ELSE "counted" = 0 AND "surplus" = 0 END
  ),
  ADD CONSTRAINT "handover_confirmed" CHECK (("state" = 'confirmed') = ("confirmed_at" IS NOT NULL)),
  ADD CONSTRAINT "handover_of_allocation" CHECK ("allocation_id" IS NULL OR "need_id" IS NOT NULL),
  ADD CONSTRAINT "handover_counts_for_need" CHECK ("counted" = 0 OR "need_id" IS NOT NULL);

ALTER TABLE "role"
  ADD CONSTRAINT "role_scope" CHECK (
    CASE "kind" WHEN 'skpd' THEN "field_key" IS NOT NULL AND "area_code" IS NULL
                WHEN 'kelurahan' THEN "area_code" IS NOT NULL AND "field_key" IS NULL
                ELSE "field_key" IS NULL AND "area_code" IS NULL END
  );
CREATE UNIQUE INDEX "role_one_living" ON "role" ("person_id", "kind", coalesce("field_key", ''), coalesce("area_code", ''))
  WHERE "revoked_at" IS NULL;
ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_scope" CHECK (
    CASE "kind" WHEN 'skpd' THEN "field_key" IS NOT NULL AND "area_code" IS NULL
                WHEN 'kelurahan' THEN "area_code" IS NOT NULL AND "field_key" IS NULL
                ELSE "field_key" IS NULL AND "area_code" IS NULL END
  ),
  ADD CONSTRAINT "invitation_expires" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "invitation_used" CHECK ("role_id" IS NULL OR "used_at" IS NOT NULL);
ALTER TABLE "headship" ADD CONSTRAINT "headship_tries" CHECK ("code_tries" >= 0);

-- What nobody had pledged and came all the same counts for the need as well.
CREATE OR REPLACE FUNCTION "recount_need"("of_need" UUID) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Not FOR UPDATE: two promises that each hold the foreign key's share of the row would wait for each other.
  PERFORM 1 FROM "need" WHERE "id" = "of_need" FOR NO KEY UPDATE;
  UPDATE "need" SET
    "allocated" = (
      SELECT coalesce(sum("quantity"), 0) FROM "allocation"
      WHERE "need_id" = "of_need" AND "state" IN ('reserved', 'contacted', 'scheduled', 'on_way')
    ),
    "received" = (
      SELECT coalesce(sum("received"), 0) FROM "allocation"
      WHERE "need_id" = "of_need" AND "state" = 'received'
    ) + (
      SELECT coalesce(sum("counted"), 0) FROM "handover"
      WHERE "need_id" = "of_need" AND "allocation_id" IS NULL
    ),
    "surplus" = (SELECT coalesce(sum("surplus"), 0) FROM "handover" WHERE "need_id" = "of_need")
  WHERE "id" = "of_need";
END $$;

CREATE FUNCTION "handover_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD."need_id" IS NOT NULL THEN PERFORM "recount_need"(OLD."need_id"); END IF;
  IF TG_OP <> 'DELETE' AND NEW."need_id" IS NOT NULL THEN PERFORM "recount_need"(NEW."need_id"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "handover_counts_change"
  AFTER INSERT OR DELETE OR UPDATE OF "need_id", "allocation_id", "counted", "surplus", "state" ON "handover"
  FOR EACH ROW EXECUTE FUNCTION "handover_changed"();

-- The drawn machines (docs/architecture.md): a state is left only along one of these lines.
CREATE FUNCTION "allocation_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN (
    'reserved>contacted', 'reserved>scheduled', 'reserved>on_way', 'reserved>received', 'reserved>released', 'reserved>cancelled',
    'contacted>reserved', 'contacted>scheduled', 'contacted>on_way', 'contacted>received', 'contacted>released', 'contacted>cancelled',
    'scheduled>reserved', 'scheduled>on_way', 'scheduled>received', 'scheduled>released', 'scheduled>cancelled',
    'on_way>received', 'on_way>released', 'on_way>cancelled',
    'released>contacted', 'released>received', 'cancelled>received'
  ) THEN
    RAISE EXCEPTION 'an allocation does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "allocation_moves" BEFORE UPDATE OF "state" ON "allocation"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "allocation_moves"();

CREATE FUNCTION "need_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN (
    'proposed>open', 'proposed>refused', 'proposed>withdrawn',
    'open>met', 'open>withdrawn', 'open>closed', 'met>open', 'met>closed'
  ) THEN
    RAISE EXCEPTION 'a need does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "need_moves" BEFORE UPDATE OF "state" ON "need"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "need_moves"();

-- A state that nobody knows would be looked at by nobody.
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state" CHECK (
  "state" IN ('waiting', 'sending', 'sent', 'gone', 'refused', 'uncertain') AND (("state" = 'sending') = ("holder" IS NOT NULL))
);
ALTER TABLE "session_mode" ADD CONSTRAINT "session_mode_known" CHECK ("id" = 1 AND "mode" IN ('postgresql', 'redis'));

-- History is neither handed to somebody else nor emptied at a stroke.
CREATE TRIGGER "audit_log_actor_stays" BEFORE UPDATE OF "actor_id" ON "audit_log"
  FOR EACH ROW WHEN (NEW."actor_id" IS NOT NULL AND NEW."actor_id" IS DISTINCT FROM OLD."actor_id")
  EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "need_version_actor_stays" BEFORE UPDATE OF "actor_id" ON "need_version"
  FOR EACH ROW WHEN (NEW."actor_id" IS NOT NULL AND NEW."actor_id" IS DISTINCT FROM OLD."actor_id")
  EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_log_is_not_emptied" BEFORE TRUNCATE ON "audit_log" EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "need_version_is_not_emptied" BEFORE TRUNCATE ON "need_version" EXECUTE FUNCTION "refuse_change"();

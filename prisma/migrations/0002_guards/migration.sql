-- What the database itself refuses, whatever the code does.

-- Numbers that people read, such as K-2611-0048. A rolled back promise leaves a gap, and that is fine.
CREATE SEQUENCE "pledge_number";
CREATE SEQUENCE "need_number";

-- The ceiling: what is promised and what has come never exceed what was approved.
ALTER TABLE "need"
  ADD CONSTRAINT "need_ceiling" CHECK ("allocated" + "received" <= "approved"),
  ADD CONSTRAINT "need_counts" CHECK ("approved" >= 0 AND "allocated" >= 0 AND "received" >= 0 AND "surplus" >= 0),
  ADD CONSTRAINT "need_asks" CHECK ("proposed" > 0 AND "households" > 0),
  ADD CONSTRAINT "need_opened" CHECK ("state" NOT IN ('open', 'met') OR ("approved" > 0 AND "opened_at" IS NOT NULL)),
  ADD CONSTRAINT "need_period" CHECK ("period_to" >= "period_from");

ALTER TABLE "allocation"
  ADD CONSTRAINT "allocation_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "allocation_received" CHECK (
    "received" BETWEEN 0 AND "quantity" AND ("state" = 'received' OR "received" = 0)
  );

ALTER TABLE "pledge" ADD CONSTRAINT "pledge_quantity" CHECK ("quantity" > 0);
ALTER TABLE "price"
  ADD CONSTRAINT "price_rupiah" CHECK ("rupiah" > 0),
  ADD CONSTRAINT "price_validity" CHECK ("valid_to" >= "valid_from");
ALTER TABLE "programme"
  ADD CONSTRAINT "programme_dates" CHECK ("ends_on" >= "starts_on"),
  ADD CONSTRAINT "programme_hours" CHECK (
    "contact_hours" > 0 AND "quiet_from_hour" BETWEEN 0 AND 23 AND "quiet_until_hour" BETWEEN 0 AND 23
  );

-- The sums of a need are counted from its allocations, under a lock on the need: of any number of promises
-- in the same instant, each one counts those that came before it.
CREATE FUNCTION "recount_need"("of_need" UUID) RETURNS void LANGUAGE plpgsql AS $$
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
    )
  WHERE "id" = "of_need";
END $$;

CREATE FUNCTION "allocation_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM "recount_need"(OLD."need_id"); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW."need_id" <> OLD."need_id") THEN
    PERFORM "recount_need"(NEW."need_id");
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "allocation_counts"
  AFTER INSERT OR DELETE OR UPDATE OF "need_id", "quantity", "received", "state" ON "allocation"
  FOR EACH ROW EXECUTE FUNCTION "allocation_changed"();

-- The sums are nobody else's to write: a promise cannot hide from the ceiling behind a changed figure.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not changed by hand', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER "need_sums_are_counted"
  BEFORE UPDATE OF "allocated", "received" ON "need"
  FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND (OLD."allocated", OLD."received") IS DISTINCT FROM (NEW."allocated", NEW."received"))
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "need_sums_begin_at_nothing"
  BEFORE INSERT ON "need"
  FOR EACH ROW WHEN (NEW."allocated" <> 0 OR NEW."received" <> 0)
  EXECUTE FUNCTION "refuse_change"();

-- History is written once. Erasing a person empties the actor, and nothing else.
CREATE TRIGGER "need_version_is_history"
  BEFORE DELETE OR UPDATE OF "id", "need_id", "version", "state", "proposed", "approved", "reason", "acted_as", "at"
  ON "need_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_log_is_history"
  BEFORE DELETE OR UPDATE OF "id", "at", "acted_as", "what", "subject_kind", "subject_id", "detail"
  ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- A place has one request of a package open at a time, and one of each person waiting to be assessed: whoever
-- falsely claims a place cannot keep its real head from asking.
CREATE UNIQUE INDEX "need_one_open" ON "need" ("place_id", "package_key", "programme_id") WHERE "state" = 'open';
CREATE UNIQUE INDEX "need_one_proposed" ON "need" ("place_id", "package_key", "programme_id", "proposed_by")
  WHERE "state" = 'proposed';

-- One verified living head a place; a person claims a place once.
CREATE UNIQUE INDEX "headship_one_head" ON "headship" ("place_id") WHERE "state" = 'verified' AND "role" = 'head';
CREATE UNIQUE INDEX "headship_one_claim" ON "headship" ("place_id", "person_id") WHERE "state" <> 'ended';
ALTER TABLE "headship"
  ADD CONSTRAINT "headship_verified" CHECK ("state" <> 'verified' OR "verified_at" IS NOT NULL),
  ADD CONSTRAINT "headship_ended" CHECK (("state" = 'ended') = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "headship_term" CHECK ("term_ends_on" >= "term_starts_on");

ALTER TABLE "place"
  ADD CONSTRAINT "place_named" CHECK (
    CASE WHEN "kind" = 'rw' THEN "rw" IS NOT NULL AND "rw" BETWEEN 1 AND 99 AND "name" IS NULL
         ELSE "rw" IS NULL AND "name" IS NOT NULL END
  ),
  ADD CONSTRAINT "place_households" CHECK ("households" >= 0);
ALTER TABLE "region" ADD CONSTRAINT "region_parent" CHECK (("kind" = 'kota') = ("parent_code" IS NULL));

-- A person says yes once to a text on a channel, until they withdraw it.
CREATE UNIQUE INDEX "consent_one_living" ON "consent" ("person_id", "channel", "text_version")
  WHERE "withdrawn_at" IS NULL;
ALTER TABLE "consent" ADD CONSTRAINT "consent_order" CHECK ("withdrawn_at" >= "given_at");

ALTER TABLE "person"
  ADD CONSTRAINT "person_phone" CHECK (("phone" IS NULL) = ("phone_hash" IS NULL)),
  ADD CONSTRAINT "person_erased" CHECK (
    "erased_at" IS NULL OR ("name" IS NULL AND "sapaan" IS NULL AND "phone" IS NULL)
  ),
  ADD CONSTRAINT "person_merged" CHECK ("merged_into" <> "id");
ALTER TABLE "donor"
  ADD CONSTRAINT "donor_named" CHECK (("name" IS NULL) = ("name_hash" = '')),
  ADD CONSTRAINT "donor_kind" CHECK (
    "kind" IN (
      'instansi-pemerintah', 'dunia-usaha', 'lembaga-sosial', 'asosiasi', 'komunitas', 'kelompok-masyarakat', 'perorangan'
    )
  );

ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("id" = 1);

-- AlterTable
ALTER TABLE "headship" ADD COLUMN     "address" BYTEA,
ADD COLUMN     "chat" TEXT,
ADD COLUMN     "households" BIGINT,
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "question" TEXT;

-- AlterTable
ALTER TABLE "place" ADD COLUMN     "address" BYTEA,
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "term_years" INTEGER NOT NULL DEFAULT 5;

-- CreateIndex
CREATE UNIQUE INDEX "headship_chat_question_key" ON "headship"("chat", "question");

-- What the database itself refuses of the above, whatever the code does.

-- A panti or pesantren is one place however its name is written: "Panti Asuhan Al-Kasih" is "panti alkasih".
CREATE FUNCTION "place_name_key"("name" TEXT) RETURNS TEXT IMMUTABLE STRICT LANGUAGE sql AS $$
  SELECT coalesce(
    nullif(regexp_replace(
      regexp_replace(lower("name"), '\y(panti|asuhan|sosial|rumah|lksa|lks|yayasan|pondok|pesantren|ponpes|pp)\y', '', 'g'),
      '[^[:alnum:]]', '', 'g'), ''),
    regexp_replace(lower("name"), '[^[:alnum:]]', '', 'g'))
$$;
CREATE UNIQUE INDEX "place_one_name" ON "place" ("kelurahan_code", "kind", "place_name_key"("name")) WHERE "name" IS NOT NULL;
ALTER TABLE "place"
  ADD CONSTRAINT "place_has_a_name" CHECK ("name" IS NULL OR "place_name_key"("name") <> ''),
  ADD CONSTRAINT "place_point" CHECK (
    ("latitude" IS NULL) = ("longitude" IS NULL) AND "latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180
  );
ALTER TABLE "programme" ADD CONSTRAINT "programme_term" CHECK ("term_years" BETWEEN 1 AND 20);

-- A person claims a place once at a time; who heads it may claim it anew, with a new letter, before the old term is over.
DROP INDEX "headship_one_claim";
CREATE UNIQUE INDEX "headship_one_claim" ON "headship" ("place_id", "person_id") WHERE "state" IN ('claimed', 'refused');
CREATE UNIQUE INDEX "headship_one_deputy" ON "headship" ("place_id", "person_id") WHERE "state" = 'verified' AND "role" = 'deputy';
ALTER TABLE "headship"
  ADD CONSTRAINT "headship_households" CHECK ("households" > 0),
  ADD CONSTRAINT "headship_point" CHECK (
    ("latitude" IS NULL) = ("longitude" IS NULL) AND "latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180
  ),
  -- Nobody is refused, or asked for more, without being told why; nobody is asked who is not being checked.
  ADD CONSTRAINT "headship_told" CHECK (
    CASE "state" WHEN 'refused' THEN "reason" IS NOT NULL AND "remedy" IS NOT NULL AND "asked_at" IS NULL
                 WHEN 'claimed' THEN ("asked_at" IS NULL) = ("reason" IS NULL)
                 ELSE "asked_at" IS NULL END
  );

-- The drawn machine (docs/architecture.md): a state is left only along one of these lines.
CREATE FUNCTION "headship_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN (
    'claimed>verified', 'claimed>refused', 'claimed>ended', 'refused>claimed', 'refused>ended', 'verified>ended'
  ) THEN
    RAISE EXCEPTION 'a headship does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "headship_moves" BEFORE UPDATE OF "state" ON "headship"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "headship_moves"();

-- What is set for later may be put off, and wait for its time again.
CREATE OR REPLACE FUNCTION "announcement_moves"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."state"::text || '>' || NEW."state"::text) NOT IN ('draft>scheduled', 'draft>sending', 'scheduled>sending', 'scheduled>paused', 'scheduled>stopped', 'sending>paused', 'sending>stopped', 'sending>done', 'paused>scheduled', 'paused>sending', 'paused>stopped') THEN
    RAISE EXCEPTION 'a announcement does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "quiet_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "inquiry" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "field_key" TEXT,
    "area_code" TEXT,
    "question" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" BYTEA,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "chat" TEXT NOT NULL,
    "asked" TEXT NOT NULL,

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "story" BYTEA NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,
    "once" TEXT NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inquiry_person_id_idx" ON "inquiry"("person_id");

-- CreateIndex
CREATE INDEX "inquiry_answered_at_idx" ON "inquiry"("answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_chat_asked_key" ON "inquiry"("chat", "asked");

-- CreateIndex
CREATE UNIQUE INDEX "report_once_key" ON "report"("once");

-- CreateIndex
CREATE INDEX "report_person_id_idx" ON "report"("person_id");

-- CreateIndex
CREATE INDEX "report_settled_at_idx" ON "report"("settled_at");

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_field_key_fkey" FOREIGN KEY ("field_key") REFERENCES "field"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_settled_by_fkey" FOREIGN KEY ("settled_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the database itself refuses of the above, whatever the code does.
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_answered" CHECK (("answer" IS NULL) = ("answered_at" IS NULL));
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_scope" CHECK ("field_key" IS NULL OR "area_code" IS NULL);
ALTER TABLE "report" ADD CONSTRAINT "report_settled" CHECK ("settled_by" IS NULL OR "settled_at" IS NOT NULL);

-- A question is answered once, and an answer that was told stays what it was.
CREATE FUNCTION "inquiry_answers_once"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an inquiry is answered once' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "inquiry_answers_once" BEFORE UPDATE OF "answer" ON "inquiry"
  FOR EACH ROW WHEN (OLD."answer" IS NOT NULL) EXECUTE FUNCTION "inquiry_answers_once"();

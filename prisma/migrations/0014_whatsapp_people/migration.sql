-- AlterTable
ALTER TABLE "whatsapp_contact" ADD COLUMN     "forgotten_at" TIMESTAMPTZ(3),
ADD COLUMN     "late_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "whatsapp_message" ADD COLUMN     "contact_id" UUID;

-- AlterTable
ALTER TABLE "whatsapp_sent" ADD COLUMN     "apology" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "whatsapp_message_contact_id_idx" ON "whatsapp_message"("contact_id");

-- AddForeignKey
ALTER TABLE "whatsapp_message" ADD CONSTRAINT "whatsapp_message_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "whatsapp_contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The few who are forgotten, among all.
CREATE INDEX "whatsapp_contact_forgotten" ON "whatsapp_contact" ("forgotten_at") WHERE "forgotten_at" IS NOT NULL;

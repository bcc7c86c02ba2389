-- Which number the link is to, as a keyed hash: for another number everybody is a stranger again.
ALTER TABLE "whatsapp_account" ADD COLUMN "number_hash" TEXT;

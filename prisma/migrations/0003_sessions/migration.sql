-- What waits is a handful of rows among all that are kept: found without looking at the others.
CREATE INDEX "inbox_waiting" ON "inbox" ("chat", "id") WHERE "done_at" IS NULL;
CREATE INDEX "turn_unsaid" ON "turn" ("chat", "id") WHERE "said_at" IS NULL;

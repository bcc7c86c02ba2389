-- All of an announcement are due at one instant: which of them is next has to stand in the index as well, or every claim sorts them all.
DROP INDEX "recipient_waiting";
CREATE INDEX "recipient_waiting" ON "recipient" ("channel", "due_at", "id") WHERE "state" = 'waiting';
-- Whether anybody is left, and how the last ones ended: looked at every second.
CREATE INDEX "recipient_left" ON "recipient" ("announcement_id") WHERE "state" IN ('waiting', 'sending');
CREATE INDEX "recipient_ended" ON "recipient" ("announcement_id", "ended_at" DESC) WHERE "state" IN ('sent', 'blocked', 'failed', 'uncertain');

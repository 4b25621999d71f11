-- Thousandths of each card that a rank asks for, or has: less than 1000 is a part of a card.
ALTER TABLE queues.entry ADD COLUMN card_milli int NOT NULL DEFAULT 1000
  CHECK (card_milli BETWEEN 0 AND 1000);
ALTER TABLE queues.allocation ADD COLUMN card_milli int NOT NULL DEFAULT 1000
  CHECK (card_milli BETWEEN 0 AND 1000);

-- The address of a card that has to be fetched; nothing when it was fetched within the last week.
-- returns: value
SELECT c.url
FROM link_cards AS c
WHERE c.id = :card_id AND (c.fetched_at IS NULL OR c.fetched_at < now() - interval '7 days')

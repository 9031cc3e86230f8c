-- Forgets an address: its browser is another person's now, or the push service says that it is gone.
-- returns: none
DELETE FROM push_subscriptions AS s
WHERE s.endpoint = :endpoint

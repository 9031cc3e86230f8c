-- Uses a link up.
-- returns: maybe
DELETE FROM email_tokens AS t
WHERE t.token_hash = :token_hash AND t.created_at > now() - make_interval(days => :max_days)
RETURNING t.user_id, t.purpose, t.email_canonical

-- Files one demo post under its topics.
-- returns: none
INSERT INTO post_topics (topic, post_id)
SELECT t.name, :post_id::bigint FROM unnest(:topics::text[]) AS t (name)
ON CONFLICT DO NOTHING

-- Which posts of an archive are here already: imported before, or written here by the same person.
-- returns: many
SELECT i.source_id, i.post_id
FROM imported_posts AS i
WHERE i.user_id = :user_id AND i.source_id = ANY(:source_ids::text[])
UNION ALL
SELECT own.source_id, p.id AS post_id
FROM unnest(:own_source_ids::text[], :own_ids::bigint[]) AS own (source_id, id)
INNER JOIN rules.visible_posts(:user_id::bigint) AS p ON p.id = own.id AND p.author_id = :user_id

-- People whose name resembles what was typed, in any alphabet, the most alike first; not those whose names begin so.
-- returns: many
-- Leans on users_names (trigrams): at most 60 of the most alike are looked at more closely.
WITH alike AS (
    SELECT
        u.id,
        word_similarity(:name::text, u.username || ' ' || lower(u.display_name) || ' ' || u.latin_name) AS likeness
    FROM users AS u
    WHERE :name <% (u.username || ' ' || lower(u.display_name) || ' ' || u.latin_name)
    ORDER BY likeness DESC, u.followers_count DESC, u.id ASC
    LIMIT 60
)

SELECT
    0::bigint AS rank,
    u.id AS user_id
FROM alike AS a
INNER JOIN rules.found_users(:viewer_id::bigint) AS u ON u.id = a.id
WHERE
    NOT rules.begins_with(u.username, :prefix::text)
    AND NOT rules.begins_with(lower(u.display_name), :prefix)
ORDER BY a.likeness DESC, u.followers_count DESC, u.id ASC
LIMIT :page_size

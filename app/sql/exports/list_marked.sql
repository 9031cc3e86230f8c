-- The visible posts that a person liked or saved, the oldest mark first; a saved one with the name of its folder.
-- returns: many
WITH marked AS (
    SELECT
        l.id,
        l.post_id,
        'like' AS kind,
        NULL::bigint AS folder_id
    FROM likes AS l
    WHERE l.user_id = :user_id
    UNION ALL
    SELECT
        s.id,
        s.post_id,
        'save' AS kind,
        s.folder_id
    FROM saves AS s
    WHERE s.user_id = :user_id
)

SELECT m.kind, p.id AS post_id, a.username, f.id AS folder_id, f.name AS folder_name
FROM marked AS m
INNER JOIN rules.visible_posts(:user_id::bigint) AS p ON p.id = m.post_id
INNER JOIN users AS a ON a.id = p.author_id
LEFT JOIN save_folders AS f ON f.id = m.folder_id
ORDER BY m.id

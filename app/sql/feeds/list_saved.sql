-- What the viewer saved, the last saved first, as far as it can still be seen: all of it or one folder, with or without
-- words to look for.
-- returns: many
-- Leans on saves_user.
SELECT
    k.id AS key,
    k.post_id
FROM saves AS k
INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = k.post_id
WHERE
    k.user_id = :viewer_id
    AND k.id < :before_id
    AND (:folder_id::bigint IS NULL OR k.folder_id = :folder_id)
    AND (
        :typed::text IS NULL
        OR EXISTS (SELECT 1 FROM post_words AS w WHERE w.post_id = p.id AND w.words @@ rules.search_of(:typed))
    )
ORDER BY k.id DESC
LIMIT :page_size + 1

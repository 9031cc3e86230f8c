-- Cuts the feeds of these readers to their newest rows.
-- returns: none
-- Leans on home_feed_pkey.
DELETE FROM home_feed AS h
USING unnest(:user_ids::bigint[]) AS r (id)
WHERE
    h.user_id = r.id
    AND h.post_id < (
        SELECT k.post_id
        FROM home_feed AS k
        WHERE k.user_id = r.id
        ORDER BY k.post_id DESC
        LIMIT
            1
            OFFSET :kept_rows - 1
    )

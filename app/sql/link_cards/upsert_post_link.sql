-- Says which link a post's card is for, and asks the worker to fetch what is not known or older than a week.
-- returns: none
WITH card AS (
    INSERT INTO link_cards (url)
    VALUES (:url)
    ON CONFLICT (url) DO UPDATE SET url = excluded.url
    RETURNING id, state, fetched_at
),

linked AS (
    INSERT INTO post_links (post_id, card_id)
    SELECT
        :post_id::bigint AS post_id,
        c.id
    FROM card AS c
    ON CONFLICT (post_id) DO UPDATE SET card_id = excluded.card_id
)

SELECT rules.enqueue_for('fetch_link_card', c.id, 'link-card-' || c.id)
FROM card AS c
WHERE c.fetched_at IS NULL OR c.fetched_at < now() - interval '7 days'

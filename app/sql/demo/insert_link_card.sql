-- Gives one demo post the card of its link. Nothing is fetched: the page is made up.
-- returns: none
WITH card AS (
    INSERT INTO link_cards (url, state, site_name, title, description, fetched_at)
    VALUES (:url, 'ready', :site_name, :title, :description, now())
    ON CONFLICT (url) DO UPDATE SET url = excluded.url
    RETURNING id
)

INSERT INTO post_links (post_id, card_id)
SELECT
    :post_id::bigint AS post_id,
    c.id AS card_id
FROM card AS c
ON CONFLICT DO NOTHING

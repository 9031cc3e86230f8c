-- What a link in a post leads to: title, words and picture, fetched once by the worker and shared by all posts.

CREATE TABLE link_cards (
    id bigint PRIMARY KEY DEFAULT next_id(),
    url text NOT NULL UNIQUE CHECK (octet_length(url) <= 2000),
    -- waiting: the worker will fetch it; none: there is nothing to show.
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ready', 'none')),
    site_name text NOT NULL DEFAULT '',
    title text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    image_key text,
    image_width integer,
    image_height integer,
    fetched_at timestamptz
);

-- The first link of a post.
CREATE TABLE post_links (
    post_id bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    card_id bigint NOT NULL REFERENCES link_cards
);
CREATE INDEX post_links_card ON post_links (card_id, post_id DESC);

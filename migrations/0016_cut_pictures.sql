-- Pictures above profiles; and the index by which the sweep finds the pictures of cards that no post shows.

-- The name of its file; NULL: none.
ALTER TABLE users ADD COLUMN banner_key text;
ALTER TABLE users ADD COLUMN banner_alt text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX users_banner ON users (banner_key) WHERE banner_key IS NOT NULL;

CREATE INDEX link_cards_pictures ON link_cards (fetched_at) WHERE image_key IS NOT NULL;

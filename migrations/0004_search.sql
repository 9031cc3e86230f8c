-- Search: words without case and accents in a table of their own, so that posts stay small and a search for common
-- words can walk the newest rows; names also by parts and in Latin letters.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- unaccent() counts as STABLE, because its dictionary could be changed; named in full, it may stand in an index.
CREATE FUNCTION fold(raw text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, raw)) $$;

-- Also finds the forms of a word: SEARCH_LANGUAGE, set by `skein migrate`.
ALTER TABLE instance ADD COLUMN search_language regconfig NOT NULL DEFAULT 'simple';

CREATE TABLE post_words (
    post_id bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    words tsvector NOT NULL
);
INSERT INTO post_words (post_id, words)
SELECT
    p.id,
    to_tsvector('simple', fold(p.body)) AS words
FROM posts AS p
WHERE p.deleted_at IS NULL AND p.body <> '';
CREATE INDEX post_words_words ON post_words USING gin (words);
DROP INDEX posts_words;

CREATE INDEX posts_media ON posts (id DESC) WHERE has_media AND deleted_at IS NULL;

-- The display name in Latin letters, made by the app; empty where it is not known.
ALTER TABLE users ADD COLUMN latin_name text NOT NULL DEFAULT '';
CREATE INDEX users_names ON users
USING gin ((username || ' ' || lower(display_name) || ' ' || latin_name) gin_trgm_ops);

-- What posts and searches are compared by. Words stand as they are written and, where SEARCH_LANGUAGE names a
-- language, as their stems too, so that "cycling" finds "cycles" and names are still found as written.

CREATE FUNCTION rules.words_of(body text, language regconfig) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN language = 'simple'::regconfig THEN to_tsvector('simple', spaced(fold(body)))
        ELSE to_tsvector('simple', spaced(fold(body))) || to_tsvector(language, spaced(fold(body)))
    END
$$;

-- What somebody typed, with "phrases" and -minus, as a search. A link is looked up without its scheme: that is none of
-- the words of a post, and its colon would cut the address in two. Letters that are words of their own become a phrase;
-- the empty one that is left behind phrases means nothing.
CREATE FUNCTION rules.search_of(typed text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT websearch_to_tsquery('simple', asked.words) || websearch_to_tsquery(i.search_language, asked.words)
    FROM instance AS i
    CROSS JOIN LATERAL (
        SELECT spaced(regexp_replace(
            regexp_replace(fold(typed), '\mhttps?://', '', 'g'),
            '("[^"]*"?)|([' || unspaced_letters() || ']+)', '\1"\2"', 'g'
        )) AS words
    ) AS asked
$$;

CREATE FUNCTION rules.after_posts_words() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO post_words (post_id, words)
    SELECT
        n.id,
        rules.words_of(n.body, i.search_language)
    FROM new_rows AS n
    CROSS JOIN instance AS i
    WHERE n.body <> '';
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_words_insert AFTER INSERT ON posts
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_posts_words();

CREATE FUNCTION rules.after_post_reworded() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM post_words AS w WHERE w.post_id = NEW.id;
    INSERT INTO post_words (post_id, words)
    SELECT
        NEW.id,
        rules.words_of(NEW.body, i.search_language)
    FROM instance AS i
    WHERE NEW.body <> '' AND NEW.deleted_at IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_words_update AFTER UPDATE OF body, deleted_at ON posts
FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body OR old.deleted_at IS DISTINCT FROM new.deleted_at)
EXECUTE FUNCTION rules.after_post_reworded();

-- Index every post anew, after SEARCH_LANGUAGE was changed.
CREATE FUNCTION rules.index_all_words(new_language regconfig) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    UPDATE instance SET search_language = new_language;
    UPDATE post_words AS w
    SET words = rules.words_of(p.body, new_language)
    FROM posts AS p
    WHERE p.id = w.post_id;
$$;

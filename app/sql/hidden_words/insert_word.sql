-- Hides words for the viewer, one or several that have to occur together; what folds to nothing cannot be hidden, and
-- the same words replace their old entry.
-- returns: maybe
WITH replaced AS (
    DELETE FROM hidden_words AS w
    WHERE
        w.user_id = :viewer_id
        AND fold(w.words) = fold(:words::text)
        AND fold(array_to_string(w.also, ',')) = fold(array_to_string(:also::text[], ','))
)

INSERT INTO hidden_words AS w (user_id, words, also, is_whole_word, hides_threads, ends_at)
SELECT
    :viewer_id::bigint AS user_id,
    :words AS words,
    :also AS also,
    :is_whole_word::boolean AS is_whole_word,
    :hides_threads::boolean AS hides_threads,
    coalesce(:ends_at::timestamptz, 'infinity') AS ends_at
WHERE '' <> ALL(ARRAY(SELECT btrim(fold(one.words)) FROM unnest(:words || :also) AS one (words)))
RETURNING
    w.id,
    w.words,
    w.also,
    w.is_whole_word,
    w.hides_threads,
    nullif(w.ends_at, 'infinity') AS ends_at,
    w.created_at

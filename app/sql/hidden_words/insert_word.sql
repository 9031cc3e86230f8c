-- Hides a word or phrase for the viewer; what folds to nothing cannot be hidden, and the same words replace their old
-- entry.
-- returns: maybe
WITH replaced AS (
    DELETE FROM hidden_words AS w
    WHERE w.user_id = :viewer_id AND fold(w.words) = fold(:words::text)
)

INSERT INTO hidden_words AS w (user_id, words, is_whole_word, ends_at)
SELECT
    :viewer_id::bigint AS user_id,
    :words AS words,
    :is_whole_word::boolean AS is_whole_word,
    coalesce(:ends_at::timestamptz, 'infinity') AS ends_at
WHERE btrim(fold(:words)) <> ''
RETURNING w.id, w.words, w.is_whole_word, nullif(w.ends_at, 'infinity') AS ends_at, w.created_at

-- What the viewer hides today, newest first.
-- returns: many
-- Leans on hidden_words_user.
SELECT
    w.id,
    w.words,
    w.also,
    w.is_whole_word,
    w.hides_threads,
    nullif(w.ends_at, 'infinity') AS ends_at,
    w.created_at
FROM hidden_words AS w
WHERE w.user_id = :viewer_id AND w.id < :before_id AND w.ends_at > now()
ORDER BY w.id DESC
LIMIT :page_size + 1

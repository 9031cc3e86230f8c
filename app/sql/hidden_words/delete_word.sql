-- Shows a hidden word again.
-- returns: none
DELETE FROM hidden_words AS w
WHERE w.id = :word_id AND w.user_id = :viewer_id

-- Gives a post its poll, and asks the worker to close it at its end.
-- returns: none
WITH new_poll AS (
    INSERT INTO polls (post_id, options, option_counts, is_multiple, ends_at)
    VALUES (
        :post_id,
        :options::text[],
        array_fill(0, ARRAY[cardinality(:options::text[])]),
        :is_multiple,
        now() + make_interval(mins => :duration_minutes)
    )
    RETURNING post_id, ends_at
)

SELECT rules.enqueue_for('close_poll', n.post_id, 'poll-' || n.post_id, n.ends_at)
FROM new_poll AS n

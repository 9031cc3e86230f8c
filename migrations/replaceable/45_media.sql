-- Pictures and videos: who may see them, and how a card reads them.

-- Uploads that the viewer (NULL: signed out) may see: those of visible posts, and one's own that wait for a post.
CREATE FUNCTION rules.visible_media(viewer_id bigint) RETURNS SETOF media
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT m.*
    FROM media AS m
    WHERE (m.post_id IS NULL AND m.owner_id = viewer_id)
        OR (SELECT true FROM rules.visible_posts(viewer_id) AS p WHERE p.id = m.post_id LIMIT 1)
$$;

-- What a card shows of a post that has media; the caller has asked already whether the post is visible.
CREATE FUNCTION rules.post_media(of_post_id bigint) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT jsonb_agg(
        jsonb_build_object(
            'id', m.id, 'kind', m.kind, 'state', m.state, 'key', m.key, 'width', m.width, 'height', m.height,
            'widths', m.widths, 'is_animated', m.is_animated, 'blur', m.blur, 'duration_ms', m.duration_ms,
            'progress', m.progress, 'alt', m.alt
        ) ORDER BY m.position
    )
    FROM media AS m
    WHERE m.post_id = of_post_id
$$;

-- The author hears that somebody suggests a description.
CREATE FUNCTION rules.after_alt_suggestions_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM rules.notify(m.owner_id, 'alt_suggestion', n.suggested_by_id, m.post_id)
    FROM new_rows AS n
    INNER JOIN media AS m ON m.id = n.media_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER alt_suggestions_insert AFTER INSERT ON alt_suggestions
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_alt_suggestions_insert();

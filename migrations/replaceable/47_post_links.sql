-- The link of a post.

CREATE FUNCTION rules.after_post_link_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE posts SET has_link = (TG_OP = 'INSERT') WHERE id = coalesce(NEW.post_id, OLD.post_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER post_links_noted AFTER INSERT OR DELETE ON post_links
FOR EACH ROW EXECUTE FUNCTION rules.after_post_link_change();

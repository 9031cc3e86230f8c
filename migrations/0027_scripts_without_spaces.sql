-- Chinese, Japanese and Korean are found by any part of a text: their letters are words of their own, because no space
-- says where a word ends (in Korean endings follow without one), and a search asks for letters that follow one another.
CREATE FUNCTION unspaced_letters() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff'
        || '\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff'
$$;

CREATE FUNCTION spaced(raw text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT regexp_replace(raw, '([' || unspaced_letters() || '])', ' \1 ', 'g') $$;

UPDATE post_words AS w
SET
    words = to_tsvector('simple', spaced(fold(p.body)))
    || CASE
        WHEN i.search_language = 'simple'::regconfig THEN ''::tsvector
        ELSE to_tsvector(i.search_language, spaced(fold(p.body)))
    END
FROM posts AS p
CROSS JOIN instance AS i
WHERE p.id = w.post_id AND p.body ~ ('[' || unspaced_letters() || ']');

-- What a person says about themselves; NULL leaves a column as it is.
-- returns: none
UPDATE users AS u
SET
    display_name = coalesce(:display_name, u.display_name),
    latin_name = coalesce(:latin_name, u.latin_name),
    bio = coalesce(:bio, u.bio),
    bio_html = coalesce(:bio_html, u.bio_html),
    link = coalesce(:link, u.link),
    is_private = coalesce(:is_private, u.is_private),
    is_out_of_for_you = coalesce(:is_out_of_for_you, u.is_out_of_for_you),
    theme = coalesce(:theme, u.theme),
    banner_alt = coalesce(:banner_alt, u.banner_alt)
WHERE u.id = :user_id

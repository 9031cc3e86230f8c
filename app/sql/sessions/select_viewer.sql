-- The signed-in person behind a session token.
-- returns: maybe
-- with viewer: sessions/_viewer
SELECT
    :place::integer AS place,
    v.*  -- noqa: AM04
FROM viewer AS v

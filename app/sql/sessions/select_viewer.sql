-- The signed-in person behind a session token.
-- returns: maybe
-- with viewer: sessions/_viewer
SELECT v.* FROM viewer AS v  -- noqa: AM04

-- Posts that this transaction writes are old ones: nobody is told, and no feed gets them.
-- returns: value
SELECT set_config('skein.quiet', 'on', true)

"""People made by code who use Skein as any program would: over its JSON API and by the `skein` command."""

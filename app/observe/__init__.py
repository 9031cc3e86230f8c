"""Seeing inside a running Skein: metrics, traces, and errors sent to Sentry."""

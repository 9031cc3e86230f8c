"""The demo: people who know each other, what they wrote in the last weeks, and pictures drawn by code."""

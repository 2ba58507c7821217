"""Page -> Output: layouts, filters and words; pure."""

"""Settings of Pelican: the article pages, lists, feeds and sitemap that every generator makes here."""

SITENAME = "The Measured Post"
SITEURL = "https://example.org"
SITESUBTITLE = "A section made up to be built often."
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "opinion"
THEME = "theme"

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL, AUTHOR_URL = "topics/{slug}/", "authors/{slug}/"
TAG_SAVE_AS, AUTHOR_SAVE_AS = TAG_URL + "index.html", AUTHOR_URL + "index.html"
TAGS_SAVE_AS, AUTHORS_SAVE_AS = "topics/index.html", "authors/index.html"
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "authors", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"tag": None, "author": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{url}page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
FEED_RSS = "feed.xml"
TAG_FEED_RSS, AUTHOR_FEED_RSS = "topics/{slug}/feed.xml", "authors/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None

MARKDOWN = {
    "extensions": ["footnotes", "tables", "attr_list", "smarty"],
    "output_format": "html5",
}

// Eleventy: the article pages, lists, feeds and sitemap that every generator makes here.
const path = require("node:path");
const { createRequire } = require("node:module");

// The packages stand beside Eleventy itself, which is what node was started with.
const beside = createRequire(path.resolve(process.argv[1]));
const markdownIt = beside("markdown-it");
const footnotes = beside("markdown-it-footnote");

const PER_PAGE = 20;
const FEED_ITEMS = 30;
const RELATED = 4;

const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const newestFirst = (api) => api.getFilteredByTag("article").toReversed();

function byKey(pieces, key) {
  const found = new Map();
  for (const piece of pieces) {
    for (const name of piece.data[key]) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(piece);
    }
  }
  return found;
}

function lists(pieces, key) {
  return [...byKey(pieces, key)].sort().map(([name, items]) => ({ name, url: `/${key}/${slug(name)}/`, items }));
}

function pagesOf(found) {
  return found.flatMap(({ name, url, items }) => {
    const count = Math.ceil(items.length / PER_PAGE);
    const at = (number) => (number === 1 ? url : `${url}page/${number}/`);
    return Array.from({ length: count }, (_, index) => ({
      name,
      url: at(index + 1),
      newer: index > 0 ? at(index) : "",
      older: index + 1 < count ? at(index + 2) : "",
      items: items.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    }));
  });
}

// Shared topics first, then nearness in time; only pieces on one of the topics are looked at.
function relatedTo(url, topics, date, byTopic) {
  const found = new Map();
  for (const topic of topics) {
    for (const other of byTopic.get(topic) ?? []) {
      if (other.url !== url) found.set(other, (found.get(other) ?? 0) + 1);
    }
  }
  return [...found]
    .map(([piece, shared]) => [shared - Math.abs(piece.date - date) / 1e12, piece])
    .sort((a, b) => b[0] - a[0])
    .slice(0, RELATED)
    .map(([, piece]) => piece);
}

module.exports = function (config) {
  config.setLibrary("md", markdownIt({ html: true, typographer: true }).use(footnotes));
  config.addCollection("latest", newestFirst);
  config.addCollection("byTopic", (api) => byKey(newestFirst(api), "topics"));
  config.addCollection("topicLists", (api) => lists(newestFirst(api), "topics"));
  config.addCollection("authorLists", (api) => lists(newestFirst(api), "authors"));
  config.addCollection("listPages", (api) =>
    ["topics", "authors"].flatMap((key) => pagesOf(lists(newestFirst(api), key))),
  );
  config.addCollection("feeds", (api) => {
    const pieces = newestFirst(api);
    const all = [...lists(pieces, "topics"), ...lists(pieces, "authors")];
    return [{ name: "The Measured Post", url: "/", items: pieces }, ...all];
  });
  config.addFilter("related", relatedTo);
  config.addFilter("first", (items, number) => items.slice(0, number));
  config.addFilter("slug", slug);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("rfc822", (date) => date.toUTCString().replace("GMT", "+0000"));
  config.addGlobalData("feedItems", FEED_ITEMS);
  return { markdownTemplateEngine: false };
};

// What all pieces share: their layout and address.
module.exports = {
  layout: "article.njk",
  permalink: ({ page }) => `/${page.date.toISOString().slice(0, 7).replace("-", "/")}/${page.fileSlug}/`,
};

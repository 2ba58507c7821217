// Words -> pieces that hold them, from the index beside this page (https://pagefind.app/docs/api/).
const form = document.querySelector(".search");
const query = form.querySelector("input");
const state = form.querySelector("[role=status]");
const list = document.querySelector(".found");
const one = document.querySelector("#one-found");
const more = document.querySelector("#more-found");
const PAGE = 10; // results shown at a time
let engine = null;
let rest = [];

// The index is asked for only when somebody asks.
async function load() {
  const folder = new URL("./", location.href).pathname;
  const found = await import(folder + "pagefind.js");
  await found.options({ basePath: folder, baseUrl: form.dataset.base, excerptLength: 28 });
  await found.init();
  return found;
}

// An excerpt comes as escaped text with marks around what was sought; it is shown as text and marks, nothing else.
function put(excerpt, place) {
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
  for (const [n, part] of excerpt.split(/<\/?mark>/).entries()) {
    const node = n % 2 ? document.createElement("mark") : document.createTextNode("");
    node.textContent = plain(part.replace(/^ | $/g, "\u00a0")).replace(/\u00a0/g, " ");
    place.append(node);
  }
}

async function show() {
  const results = await Promise.all(rest.splice(0, PAGE).map((result) => result.data()));
  for (const { url, meta, excerpt } of results) {
    const item = one.content.cloneNode(true);
    const [label, words] = item.querySelectorAll("p");
    item.firstElementChild.lang = meta.lang;
    item.querySelector("a").href = url;
    item.querySelector("a").textContent = meta.title;
    label.textContent = [meta.label, meta.byline].filter(Boolean).join(" – ");
    put(excerpt, words);
    list.append(item);
  }
  more.hidden = !rest.length;
}

async function search() {
  const wanted = query.value.trim();
  history.replaceState(null, "", wanted ? "?q=" + encodeURIComponent(wanted) : location.pathname);
  let found = { results: [] };
  try {
    if (wanted) {
      engine ??= load();
      found = await (await engine).search(wanted);
    }
  } catch {
    engine = null;
    state.textContent = form.dataset.failed;
    return;
  }
  if (wanted !== query.value.trim()) return; // somebody has typed on
  list.replaceChildren();
  rest = found.results;
  state.textContent = wanted ? (rest.length ? form.dataset.found.replace("{n}", rest.length) : form.dataset.none) : "";
  await show();
}

let pause = 0;
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  search();
});
more.addEventListener("click", async () => {
  const shown = list.children.length;
  await show();
  list.children[shown].querySelector("a").focus();
});
query.value ||= new URLSearchParams(location.search).get("q") ?? ""; // somebody may have typed before this came
if (query.value) search();

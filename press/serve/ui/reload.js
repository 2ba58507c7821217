// The preview's script: takes news of the page that it stands on, then reloads it, swaps its styles or shows problems.
// News comes as a stream while the tab can be seen, and by asking where a stream cannot be had.
"use strict";
(() => {
  const own = document.currentScript;
  const base = new URL(".", own.src);
  const ask = (name) => new URL(name + "?page=" + encodeURIComponent(location.pathname), base);
  const AGAIN = 1000; // milliseconds between questions
  let shown = own.dataset.problems;
  let styles = "";
  let stream, timer, over, leaving;

  function take(news) {
    if (leaving) return;
    if (news.key !== own.dataset.key) {
      leaving = true;
      stop();
      location.reload(); // the browser keeps the place
      return;
    }
    const now = JSON.stringify(news.styles);
    if (now !== styles) swap(news.styles);
    styles = now;
    if (news.problems !== shown) show(news.problems);
  }

  function swap(addresses) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const here = new URL(link.href);
      const name = here.pathname.replace(/\.[0-9a-f]{10}(?=\.css$)/, "");
      const to = here.host === location.host && addresses[name] && new URL(addresses[name], location);
      // An address without a version is the first one: nothing says that it has changed.
      if (!to || to.href === here.href || (to.search && !here.search && !styles)) continue;
      const next = link.cloneNode();
      next.href = to;
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => next.remove());
      link.after(next);
    }
  }

  async function show(token) {
    shown = token;
    if (!token) {
      if (over) over.hidden = true;
      return;
    }
    const answer = await fetch(ask("problems"), { referrerPolicy: "same-origin" }).catch(() => null);
    const text = answer && answer.ok ? await answer.text() : "";
    if (shown !== token) return;
    if (!text) {
      shown = null; // ask again with the next news
      return;
    }
    over = over || frame();
    const parsed = new DOMParser().parseFromString(text, "text/html");
    over.lastElementChild.replaceChildren(...parsed.body.childNodes);
    over.hidden = false;
  }

  // In a shadow root, so that the section's styles and these leave each other alone.
  function frame() {
    const host = document.createElement("div");
    host.id = "press-problems";
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("preview.css", base);
    const box = document.createElement("div");
    box.className = "over";
    box.lang = "en";
    box.dir = "ltr";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Problems found by the preview");
    box.tabIndex = 0;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide";
    close.addEventListener("click", () => { box.hidden = true; });
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") box.hidden = true; });
    const list = document.createElement("div");
    list.setAttribute("role", "alert");
    box.append(close, list);
    root.append(style, box);
    document.documentElement.append(host);
    return box;
  }

  function stop() {
    if (stream) stream.close();
    stream = null;
    clearTimeout(timer);
  }

  function listen() {
    stop();
    stream = new EventSource(ask("events"));
    stream.onmessage = (event) => take(JSON.parse(event.data));
    stream.addEventListener("ask", () => poll(false));
    stream.onerror = () => poll(true);
  }

  // `then`: go back to the stream once somebody answers.
  function poll(then) {
    stop();
    timer = setTimeout(async () => {
      const answer = await fetch(ask("state"), { cache: "no-store", referrerPolicy: "same-origin" }).catch(() => null);
      if (document.hidden || leaving) return;
      if (answer && answer.ok) take(await answer.json());
      if (leaving) return;
      if (then && answer && answer.ok) listen();
      else poll(then);
    }, AGAIN);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  if (!document.hidden) listen();
})();

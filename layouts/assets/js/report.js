// Marked words -> a report of a mistake, by Ctrl or Cmd + Enter or, under fingers, a button.
const dialog = document.querySelector(".report-dialog");
const piece = document.querySelector(".piece");
const touch = document.querySelector(".report-button");
const state = dialog.querySelector("[role=status]");
const send = dialog.querySelector(".report-send");
const close = dialog.querySelector(".report-close");
const comment = dialog.querySelector("textarea");
const [before, quote, after] = dialog.querySelector(".report-quote").children;
const desk = dialog.dataset;
const CONTEXT = 60; // characters on each side
const LIMIT = { email: 1999, issues: 7000 }; // characters that an address may have
const PATIENCE = 15000; // milliseconds
let report = null;
let fingers = false;

const flat = (text) => text.replace(/\s+/g, " ").trim();
const words = (text) => flat(text).split(" ").filter(Boolean);

// The marked words, widened to whole ones, with their context; null where nothing is marked.
function marked() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  if (!range || range.collapsed || !range.intersectsNode(piece)) return null;
  if (!piece.contains(range.startContainer)) range.setStart(piece, 0);
  if (!piece.contains(range.endContainer)) range.setEnd(piece, piece.childNodes.length);
  const ahead = document.createRange();
  ahead.setStart(piece, 0);
  ahead.setEnd(range.startContainer, range.startOffset);
  const all = piece.textContent;
  let start = ahead.toString().length;
  let end = start + range.toString().length;
  while (start < end && /\s/.test(all[start])) start++;
  while (start < end && /\s/.test(all[end - 1])) end--;
  if (start === end) return null;
  const inWord = (at) => /[\p{L}\p{N}\p{M}\uD800-\uDFFF'’-]/u.test(all[at] ?? "");
  while (inWord(start) && inWord(start - 1)) start--;
  while (inWord(end - 1) && inWord(end)) end++;
  const quote = all.slice(start, end);
  const before = all.slice(Math.max(0, start - CONTEXT), start).replace(start > CONTEXT ? /^\S*\s/ : "", "");
  const after = all.slice(end, end + CONTEXT).replace(end + CONTEXT < all.length ? /\s\S*$/ : "", "");
  return {
    range,
    quote: flat(quote),
    before: flat(before),
    after: flat(after),
    fragment: fragment(quote.split(/\n+/), words(before.split("\n").pop()), words(after.split("\n")[0])),
  };
}

// Text fragments: few words with their neighbours, many by both ends. No part may reach into the next block.
function fragment(lines, before, after) {
  const code = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
  const first = words(lines[0]);
  const last = words(lines[lines.length - 1]);
  if (lines.length > 1 || first.length > 8) return code(first.slice(0, 4)) + "," + code(last.slice(-4));
  const left = first.length < 4 && before.length ? code(before.slice(-2)) + "-," : "";
  const right = first.length < 4 && after.length ? ",-" + code(after.slice(0, 2)) : "";
  return left + code(first) + right;
}

// The report as an address; where it grows too long, what can be spared goes first.
function filled(fields) {
  const mail = desk.way === "email";
  const shown = { ...fields, subject: desk.subject };
  const address = () => {
    const body = desk.body.replace(/\{(\w+)\}/g, (slot, name) => shown[name]).trim();
    const joint = (mail ? "mailto:" : "") + desk.to + (desk.to.includes("?") ? "&" : "?") + (mail ? "subject=" : "title=");
    return joint + encodeURIComponent(shown.subject) + "&body=" + encodeURIComponent(body);
  };
  const spare = { before: 0, after: 0, url: desk.page.length, quote: 80, comment: 0, subject: 0 };
  for (const [name, least] of Object.entries(spare)) {
    while (address().length > LIMIT[desk.way] && shown[name].length > least) {
      const rest = [...shown[name]].slice(0, -12).join("") + "…";
      shown[name] = name === "url" ? desk.page : rest.length > 2 ? rest : "";
    }
  }
  return address();
}

function fields() {
  const { quote, before, after } = report;
  return { url: desk.page + "#:~:text=" + report.fragment, source: desk.source, quote, before, after, comment: comment.value };
}

function prepare() {
  if (desk.way !== "endpoint") send.href = filled(fields());
}

function open(found) {
  report = found;
  before.textContent = found.before + " ";
  quote.textContent = found.quote;
  after.textContent = " " + found.after;
  state.textContent = "";
  send.hidden = false;
  touch.hidden = true;
  prepare();
  dialog.showModal();
}

async function post() {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = new URLSearchParams(fields());
    return (await fetch(desk.to, { method: "POST", body, credentials: "omit", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(clock);
  }
}

async function sending() {
  if (desk.way !== "endpoint") {
    state.textContent = desk.sent;
  } else if (send.ariaDisabled !== "true") {
    send.ariaDisabled = "true";
    state.textContent = desk.sending;
    const sent = await post();
    send.ariaDisabled = "false";
    state.textContent = sent ? desk.sent : desk.failed;
    if (!sent) return;
    comment.value = "";
    send.hidden = true;
    close.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const found = dialog.open ? null : marked();
  if (!found && event.target !== comment) return;
  event.preventDefault();
  if (found) open(found);
  else send.click();
});
document.addEventListener("pointerdown", (event) => (fingers = event.pointerType !== "mouse"), true);
document.addEventListener("selectionchange", () => {
  const found = fingers && !dialog.open ? marked() : null;
  touch.hidden = !found;
  if (!found) return;
  report = found;
  const box = found.range.getBoundingClientRect();
  touch.style.top = `${scrollY + box.bottom + 14}px`;
  touch.style.left = `${scrollX + Math.max(8, Math.min(box.left, innerWidth - touch.offsetWidth - 8))}px`;
});
touch.addEventListener("pointerdown", (event) => event.preventDefault());
touch.addEventListener("click", () => open(report));
send.addEventListener("click", sending);
comment.addEventListener("input", prepare);
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  getSelection().removeAllRanges();
  getSelection().addRange(report.range);
});

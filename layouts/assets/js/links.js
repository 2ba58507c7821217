// Copies addresses of pieces and their parts; puts a link behind each heading.
const button = document.querySelector("[data-copy]");
const ariaLabel = document.querySelector("[data-anchor]").dataset.anchor;
for (const heading of document.querySelectorAll(".text > :is(h2, h3, h4)[id]")) {
  const link = document.createElement("a");
  heading.append(" ", Object.assign(link, { className: "anchor", href: "#" + heading.id, textContent: "#", ariaLabel }));
}
if (navigator.clipboard && button) {
  const state = button.parentElement.querySelector("[role=status]");
  document.addEventListener("click", async ({ target }) => {
    if (target !== button && target.className !== "anchor") return;
    state.textContent = "";
    await navigator.clipboard.writeText(button.dataset.copy + (target.hash ?? ""));
    state.textContent = target.dataset.done = button.dataset.done;
  });
} else button?.remove();

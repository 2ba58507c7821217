// Copies a piece's address; puts a link behind each heading.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
}
for (const heading of document.querySelectorAll(".text > :is(h2, h3, h4)[id]")) {
  const link = document.createElement("a");
  link.className = "anchor";
  link.href = "#" + heading.id;
  link.textContent = "#";
  link.ariaLabel = heading.closest("[data-anchor]").dataset.anchor;
  heading.append(" ", link);
}

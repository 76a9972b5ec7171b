// A picture that the page shows smaller than it is opens at its own size.
const dialog = document.createElement("dialog");
dialog.className = "zoomed";
dialog.innerHTML = `
<form method="dialog"><button class="button button-plain">Fermer</button></form>
<div tabindex="0"></div>`;
const frame = dialog.lastElementChild; // scrolls, by keyboard too
dialog.addEventListener("click", ({ target }) => (target === dialog || target === frame.firstChild) && dialog.close());
document.body.append(dialog);

function open(image) {
  const large = new Image();
  large.src = image.currentSrc || image.src;
  large.alt = image.alt;
  dialog.setAttribute("aria-label", image.alt || "Image agrandie");
  frame.replaceChildren(large);
  dialog.showModal();
}

function box(image) {
  if (image.closest("a")) return; // it already leads somewhere
  const button = document.createElement("button");
  button.type = "button";
  button.className = "zoom";
  image.replaceWith(button);
  button.append(image);
  button.addEventListener("click", () => open(image));
}

function boxAll() {
  document.querySelectorAll(":is(.prose img, img.cover):not(.zoom > img)").forEach(box);
  for (const image of document.querySelectorAll(".zoom > img")) {
    image.parentNode.setAttribute("aria-label", image.alt ? `Agrandir\u00a0: ${image.alt}` : "Agrandir l’image");
  }
}

boxAll();
document.addEventListener("antiseche:patch", boxAll); // a preview may bring others

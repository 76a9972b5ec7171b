// A picture that the page shows smaller than it is opens at its own size.
const dialog = document.createElement("dialog");
dialog.className = "zoomed";
dialog.addEventListener("click", () => dialog.close());
document.body.append(dialog);

function open(image) {
  const large = new Image();
  large.src = image.currentSrc || image.src;
  large.alt = image.alt;
  dialog.setAttribute("aria-label", image.alt || "Image agrandie");
  dialog.replaceChildren(large);
  dialog.showModal();
}

for (const image of document.querySelectorAll(".prose img, img.cover")) {
  if (image.closest("a")) continue; // it already leads somewhere
  const button = document.createElement("button");
  button.type = "button";
  button.className = "zoom";
  button.setAttribute("aria-label", image.alt ? `Agrandir : ${image.alt}` : "Agrandir l’image");
  image.replaceWith(button);
  button.append(image);
  button.addEventListener("click", () => open(image));
}

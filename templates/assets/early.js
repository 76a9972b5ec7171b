// Printed in the head of every page, before the stylesheet: the theme that was chosen is there at
// the first paint, and what only scripts can use takes its room at once.
{
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme) root.dataset.theme = theme;
  } catch {}
}

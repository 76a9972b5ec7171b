// The switch between light and dark. The choice is kept in this browser; choosing what the system
// prefers anyway forgets it, so that the page follows the system again.
const button = document.querySelector('[data-do="theme"]');
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const isDark = () => (root.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";
const show = () => button.setAttribute("aria-pressed", String(isDark()));

function keep(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}

button.addEventListener("click", () => {
  const dark = !isDark();
  const chosen = dark === systemDark.matches ? "" : dark ? "dark" : "light";
  if (chosen) root.dataset.theme = chosen;
  else delete root.dataset.theme;
  keep(chosen);
  show();
});
systemDark.addEventListener("change", show);
show();

// Copying: each block of code without its prompts, the fiche in Markdown, its address; printing.
const announcement = document.getElementById("_annonce");
const SHOWN = 2000; // milliseconds that « Copié » stays

function say(text) {
  announcement.textContent = "";
  // Screen readers speak when the text changes, even to the same words.
  requestAnimationFrame(() => (announcement.textContent = text));
}

async function copy(text, button) {
  let said = "Copié";
  try {
    await navigator.clipboard.writeText(await text);
  } catch {
    said = "La copie a échoué";
  }
  say(said);
  const label = button.lastChild;
  const before = button.dataset.label ?? label.textContent;
  button.dataset.label = before;
  label.textContent = said;
  button.classList.toggle("done", said === "Copié");
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    label.textContent = before;
    button.classList.remove("done");
  }, SHOWN);
}

const GONE = "\0"; // stands for a line that is left out: no page can hold this character

// In a console block only the commands are copied: neither prompts nor what they answer. Of lines
// that are shown as replaced, those that come instead.
function codeOf(pre) {
  const code = pre.querySelector("code") ?? pre;
  const bare = code.cloneNode(true);
  bare.querySelectorAll(".mark").forEach((mark) => mark.remove());
  const isDiff = /language-(u?diff|patch)\b/.test(code.className);
  if (!isDiff) bare.querySelectorAll(".del").forEach((line) => (line.textContent = GONE));
  const lines = bare.textContent.replace(/\n$/, "").split("\n").filter((line) => line !== GONE);
  const prompted = lines.some((line) => /^[$#] /.test(line));
  const isConsole = /language-(console|terminal|shell-session)/.test(code.className);
  if (isConsole && prompted) return commands(lines).join("\n");
  return lines.map((line) => line.replace(/^\$ /, "")).join("\n");
}

function commands(lines) {
  let goesOn = false;
  return lines.flatMap((line) => {
    const command = /^[$#] (.*)/.exec(line)?.[1] ?? (goesOn ? line.replace(/^> /, "") : undefined);
    goesOn = command?.endsWith("\\") ?? false;
    return command === undefined ? [] : [command];
  });
}

function box(pre) {
  const around = document.createElement("div");
  around.className = "copied-from";
  pre.replaceWith(around);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.append("Copier");
  button.addEventListener("click", () => copy(codeOf(pre), button));
  around.append(pre, button);
  // Only what scrolls needs to be a stop of the keyboard.
  if (pre.scrollWidth <= pre.clientWidth) pre.removeAttribute("tabindex");
}

const boxAll = () => document.querySelectorAll(".prose pre:not(.copied-from > pre)").forEach(box);
boxAll();
document.addEventListener("antiseche:patch", boxAll); // a preview may bring others

const actions = {
  print: () => print(),
  "copy-source": (link) => copy(fetch(link.href).then((answer) => answer.text()), link),
  share: (button) => {
    const page = { title: document.title, url: location.href.split("#")[0] };
    if (navigator.share) navigator.share(page).catch(() => {});
    else copy(page.url, button);
  },
};
document.querySelector("main").addEventListener("click", (event) => {
  const target = event.target.closest("[data-do]");
  if (!target) return;
  event.preventDefault();
  actions[target.dataset.do]?.(target);
});

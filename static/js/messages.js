// `<ul data-messages>` says what the last action came to, and goes after a while:
// not while it is pointed at, and never when it warns or tells of an error.

const STAYS = 8_000;

/** Show a list of messages instead of the one that is shown, if any. */
export function say(list) {
  document.querySelector("[data-messages]")?.remove();
  if (!list) return;
  document.getElementById("main").prepend(list);
  go(list);
}

function go(list) {
  if (!list || list.querySelector(".warning, .error")) return;
  setTimeout(() => {
    if (list.matches(":hover")) go(list);
    else list.remove();
  }, STAYS);
}

go(document.querySelector("[data-messages]"));

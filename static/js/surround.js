// What stands around the picture: `<fieldset data-surround>` of radio buttons. The
// choice is kept for this browser, and styles go by `<html data-ground>`.

const KEPT = "surround";

/** Bring the choice inside `root` to life. */
export function surround(root = document) {
  for (const choice of root.querySelectorAll("[data-surround]")) {
    const kept = localStorage.getItem(KEPT) ?? "black";
    for (const option of choice.querySelectorAll("input")) {
      option.checked = option.value === kept;
    }
    choice.hidden = false;
    choice.addEventListener("change", (event) => use(event.target.value));
  }
}

function use(value) {
  localStorage.setItem(KEPT, value);
  document.documentElement.dataset.ground = value;
}

document.documentElement.dataset.ground = localStorage.getItem(KEPT) ?? "black";
surround();

// The wall: `<div data-wall>` of tiles `[data-tile]`. More tiles come as one scrolls,
// by the link `[data-more]` in `[data-foot]`; hearts beat without leaving the page;
// what is made meanwhile takes its place.

import { fragment } from "./calls.js";
import { tick } from "./clocks.js";
import { follow } from "./live.js";
import { arm } from "./preview.js";

const wall = document.querySelector("[data-wall]");
const foot = document.querySelector("[data-foot]");
const PAUSE = 400;
let timer = 0;
let loading = false;

/** Append the next page, and lead on to the one after it. */
async function more() {
  const link = foot.querySelector("[data-more]");
  if (!link || loading) return;
  loading = true;
  const found = await fragment(link.href);
  loading = false;
  if (!found) return;
  for (const tile of found.querySelectorAll("[data-wall] [data-tile]")) {
    if (!document.getElementById(tile.id)) wall.append(arm(tile));
  }
  foot.replaceChildren(...found.querySelector("[data-foot]").children);
  watch();
}

const near = new IntersectionObserver(
  (entries) => entries.some((entry) => entry.isIntersecting) && more(),
  { rootMargin: "800px" },
);

function watch() {
  near.disconnect();
  const link = foot?.querySelector("[data-more]");
  if (link) near.observe(link);
}

/** Bring the top of the wall up to date: jobs, and clips that are new. */
async function renew() {
  const found = await fragment(location.href);
  const fresh = found?.querySelector("[data-wall]");
  if (!fresh || !wall) return found && location.reload();
  for (const busy of wall.querySelectorAll("[data-busy]")) busy.remove();
  const added = Array.from(fresh.children).filter((tile) => !stands(tile));
  wall.prepend(...added.map(arm));
  for (const part of [".page__sub", ".bar__chips"]) {
    const said = found.querySelector(part);
    if (said) document.querySelector(part).replaceWith(said);
  }
  tick();
  return undefined;
}

/** Say whether a tile is on the wall; one that got its picture takes its own place. */
function stands(tile) {
  const old = document.getElementById(tile.id);
  if (!old || tile.matches("[data-busy]")) return false;
  if (!old.querySelector("img") && tile.querySelector("img")) old.replaceWith(arm(tile));
  return true;
}

/** Turn a heart at once; the form does the rest, in the background. */
async function beat(event) {
  const heart = event.submitter;
  if (!heart?.matches(".heart")) return;
  event.preventDefault();
  const on = heart.value === "on";
  heart.setAttribute("aria-pressed", String(on));
  heart.value = on ? "off" : "on";
  const body = new FormData(event.target);
  body.set("favourite", on ? "on" : "off");
  body.set("back", "/healthz");
  const answer = await fetch(heart.formAction, { method: "POST", body }).catch(() => null);
  if (answer?.ok) return;
  heart.setAttribute("aria-pressed", String(!on));
  heart.value = on ? "on" : "off";
}

document.getElementById("acts")?.addEventListener("submit", beat);
document.querySelector("[data-submits]")?.addEventListener("change", (event) => {
  event.target.form.requestSubmit();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  document.getElementById("search").focus();
});
const atTop = !new URLSearchParams(location.search).has("cursor");
if (atTop && document.querySelector("[data-cursor]")) {
  follow(() => {
    clearTimeout(timer);
    timer = setTimeout(renew, PAUSE);
  });
}
for (const tile of wall?.querySelectorAll("[data-tile]") ?? []) arm(tile);
watch();

// The wall: `<div data-wall>` of tiles `[data-tile]`. More tiles come as one scrolls,
// by the link `[data-more]` in `[data-foot]`; hearts beat without leaving the page;
// what is made meanwhile takes its place.

import { fragment, post } from "./calls.js";
import { tick } from "./clocks.js";
import { catchUp, follow } from "./live.js";
import { arm } from "./preview.js";
import { merge } from "./wall.js";

const wall = document.querySelector("[data-wall]");
const foot = document.querySelector("[data-foot]");
const PAUSE = 400;
let timer = 0;
let turn = 0;
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

/** Bring the first page up to date: jobs, what is new, and what has gone. */
async function renew() {
  const mine = ++turn;
  const found = await fragment(location.href);
  if (!found || mine !== turn) return;
  catchUp(found.querySelector("[data-cursor]").dataset.cursor);
  const fresh = found.querySelector("[data-wall]");
  if (!fresh !== !wall) location.reload();
  if (!fresh || !wall) return;
  const next = found.querySelector("[data-foot]");
  const whole = !next.querySelector("[data-more]");
  if (merge(wall, Array.from(fresh.children), whole)) foot.replaceChildren(...next.children);
  for (const part of [".page__sub", ".bar__chips"]) {
    const said = found.querySelector(part);
    if (said) document.querySelector(part).replaceWith(said);
  }
  watch();
  tick();
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
  if (await post(heart.formAction, body)) return;
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
if (atTop) {
  follow(() => {
    clearTimeout(timer);
    timer = setTimeout(renew, PAUSE);
  });
}
for (const tile of wall?.querySelectorAll("[data-tile]") ?? []) arm(tile);
watch();

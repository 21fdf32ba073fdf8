// Keeps the cards of `<div data-jobs="address of the fragment">` as they are now.
//
// Inside it: `<div data-cursor data-left>` around one or more `<ul data-list>` of
// `<li id data-job data-version>`; forms with `data-quiet` act without leaving.

import { fragment } from "./calls.js";
import { tick } from "./clocks.js";
import { catchUp, follow } from "./live.js";
import { say } from "./messages.js";
import { announce } from "./news.js";

const here = document.querySelector("[data-jobs]");
let asking = null;
let again = false;

/** Bring the cards up to date; calls that come meanwhile are answered by one more. */
export async function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = update();
  await asking;
  asking = null;
  if (!again) return undefined;
  again = false;
  return refresh();
}

async function update() {
  const found = await fragment(here.dataset.jobs);
  const fresh = found?.querySelector("[data-cursor]");
  if (!fresh) return;
  catchUp(fresh.dataset.cursor);
  for (const shown of document.querySelectorAll("[data-credits]")) {
    shown.textContent = fresh.dataset.left;
  }
  const focused = document.activeElement?.closest("[data-job]")?.id;
  const lists = here.querySelectorAll("[data-list]");
  const gone = new Set(here.querySelectorAll("[data-job]"));
  fresh.querySelectorAll("[data-list]").forEach((list, at) => {
    for (const card of merge(lists[at], list)) gone.delete(card);
  });
  for (const card of gone) card.remove();
  if (focused && !document.activeElement?.closest("[data-job]")) {
    document.getElementById(focused)?.querySelector("a[href], button")?.focus();
  }
  tick();
}

/** Put fresh cards in their order, leaving alone those that are the same. */
function merge(list, fresh) {
  const kept = [];
  for (const card of Array.from(fresh.children)) {
    const old = document.getElementById(card.id);
    const same = old && old.dataset.version === card.dataset.version;
    if (old && !same) old.replaceWith(card);
    const shown = same ? old : card;
    const place = kept.at(-1)?.nextElementSibling ?? (kept.length ? null : list.firstChild);
    if (place !== shown) list.insertBefore(shown, place);
    kept.push(shown);
  }
  return kept;
}

/** Send a form in the background, and show what the studio says to it. */
async function quietly(event) {
  const form = event.target.closest("form[data-quiet]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form);
  body.set("back", location.pathname);
  const response = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  say(page.querySelector("[data-messages]"));
  refresh();
}

if (here) {
  here.addEventListener("submit", quietly);
  follow((record) => {
    refresh();
    announce(record);
  });
}

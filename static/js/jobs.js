// Keeps the cards of `<div data-jobs="address of the fragment">` as they are now.
//
// Inside it: `<div data-cursor data-left>` around one or more `<ul data-list>` of
// `<li id data-job data-version>`; forms with `data-quiet` act without leaving. What
// is said when the studio is out of reach is in `<p data-news data-unreached>`.

import { fragment, newKey, post } from "./calls.js";
import { tick } from "./clocks.js";
import { catchUp, follow } from "./live.js";
import { say } from "./messages.js";
import { announce } from "./news.js";
import { isOut } from "./session.js";

const here = document.querySelector("[data-jobs]");
let asking = null;
let again = false;
const sending = new Set();

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
  if (sending.has(form)) return;
  sending.add(form);
  complain(form, "");
  const fields = new FormData(form);
  fields.set("back", location.pathname);
  const answer = await post(form.action, fields);
  sending.delete(form);
  const words = document.querySelector("[data-news]").dataset;
  if (answer) await taken(form, answer);
  else if (!isOut()) complain(form, words.unreached);
}

/** Once answered, a press of the same button is another call, with its own key. */
async function taken(form, answer) {
  if (form.elements.key) form.elements.key.value = newKey();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  say(page.querySelector("[data-messages]"));
  refresh();
}

/** Say on the card of a form why nothing happened; nothing takes it away again. */
function complain(form, text) {
  const card = form.closest("[data-job]");
  card.querySelector("[data-complaint]")?.remove();
  if (!text) return;
  const said = document.createElement("p");
  said.className = "job__detail job__complaint";
  said.dataset.complaint = "";
  said.setAttribute("role", "alert");
  said.textContent = text;
  card.append(said);
}

if (here) {
  here.addEventListener("submit", quietly);
  follow((record) => {
    refresh();
    announce(record);
  });
}

// Sends what `<form data-create>` asks for: once, however often the button is pressed
// or the answer is lost, with a card from `<template data-placeholder>` at once.

import { ask, words } from "./ask.js";
import { newKey, send } from "./calls.js";
import { body } from "./composer.js";
import { refresh } from "./jobs.js";
import { show } from "./problems.js";
import { isOut } from "./session.js";

const GENERATIONS = "/api/v1/generations/";
const AGAIN = 10_000;

let last = { text: "", at: -AGAIN };
let unsure = null;
const sending = new Set();

/** Generate; `offered` is the quote that the person saw, if it is for just this. */
export async function generate(form, offered, priceChanged) {
  const asked = body(form);
  const text = JSON.stringify(asked);
  if (sending.has(text)) return;
  const soon = text === last.text && performance.now() - last.at < AGAIN;
  if (soon && !(await ask(words.againTitle, words.againText, words.againYes))) return;
  const call = unsure?.text === text ? unsure : { text, key: newKey(), body: asked };
  if (call !== unsure && offered?.text === text) asked.quote = offered.id;
  else if (call !== unsure) asked.max_credits = price(form);
  last = { text, at: performance.now() };
  refuse(form, "");
  const card = placeholder(asked.prompt ?? "");
  const named = { "Idempotency-Key": call.key };
  sending.add(text);
  const answer = await send(GENERATIONS, call.body, named).catch(() => null);
  sending.delete(text);
  // Nobody knows what became of it: asked again, it is the very same call.
  unsure = answer && answer.status < 500 ? null : call;
  delete form.dataset.tried;
  if (answer?.status === 201) show(form, []);
  else tell(form, answer);
  if (answer?.body.code === "price_changed") priceChanged();
  // What was made keeps its place until its own card comes.
  if (answer?.status !== 201) card?.remove();
  await refresh();
  card?.remove();
}

function price(form) {
  return form.querySelector("[data-price]").textContent;
}

/** Show why nothing was made: beside the fields, else above them all. */
function tell(form, answer) {
  last = { text: "", at: -AGAIN };
  const items = answer?.body.errors ?? [];
  form.dataset.tried = "";
  show(form, items)?.focus();
  if (!items.length && !isOut()) refuse(form, answer?.body.detail ?? words.lost);
}

function placeholder(name) {
  const list = document.querySelector("[data-jobs] [data-list]");
  const made = document.querySelector("[data-placeholder]")?.content.cloneNode(true);
  if (!list || !made) return null;
  const card = made.firstElementChild;
  card.querySelector("[data-name]").textContent = name;
  list.prepend(card);
  return card;
}

function refuse(form, text) {
  const place = form.querySelector("[data-refusal]");
  place.querySelector(".note")?.remove();
  if (!text) return;
  const note = document.createElement("p");
  note.className = "note warning";
  note.textContent = text;
  place.prepend(note);
}

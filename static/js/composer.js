// The values of `<form data-create data-kind data-choices>`: reading and setting them,
// and having its model-dependent controls drawn anew by the server.

import { fragment } from "./calls.js";

export const FIELDS = [
  "prompt",
  "model",
  "mode",
  "duration",
  "aspect_ratio",
  "sound",
  "negative_prompt",
  "cfg_scale",
];

/** Return the body of POST /api/v1/generations/ that the form stands for. */
export function body(form) {
  const given = new FormData(form);
  const told = { kind: form.dataset.kind };
  for (const name of FIELDS) {
    const value = given.get(name);
    if (value) told[name] = value;
  }
  const strength = told.cfg_scale?.replace(",", ".");
  if (strength && !Number.isNaN(Number(strength))) told.cfg_scale = Number(strength);
  return told;
}

/** Return the controls for these changes of the form, as the server settles them. */
export async function settled(form, changes = {}) {
  const { prompt, negative_prompt, kind, ...rest } = body(form);
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, ...changes })) {
    if (value !== null && value !== "") asked.set(name, value);
  }
  const found = await fragment(`${form.dataset.choices}?${asked}`);
  return found?.querySelector("[data-settled]") ?? null;
}

/** Put new controls in place, keeping focus, what is typed and what is open. */
export function swap(form, fresh) {
  const place = form.querySelector("[data-choices-here]");
  const { activeElement: focused } = document;
  const kept = { id: focused.id, name: focused.name, value: focused.value };
  const open = place.querySelector("details")?.open;
  const negative = form.elements.negative_prompt?.value;
  place.replaceChildren(fresh);
  const details = place.querySelector("details");
  if (details) details.open ||= open;
  if (form.elements.negative_prompt) form.elements.negative_prompt.value = negative;
  if (focused.isConnected || !kept.name) return;
  const twin = `[name="${kept.name}"]`;
  const exact = place.querySelector(`${twin}[value="${CSS.escape(kept.value)}"]:enabled`);
  (exact ?? place.querySelector(`${twin}:enabled`) ?? form.elements.model)?.focus();
}

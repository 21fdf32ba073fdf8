// The create form: `<form data-create>` with a price that follows what is chosen and
// all problems beside their fields. It stays filled, for the next idea.

import { ask, words } from "./ask.js";
import { body, settled, swap } from "./composer.js";
import { generate } from "./generating.js";
import { quote } from "./quoting.js";
import { whenBack } from "./session.js";

const PAUSE = 350;

const form = document.querySelector("[data-create]");
let offered = null;
let timer = 0;
let turn = 0;
let stood = {};

/** Ask for the price once nothing has changed for a moment. */
function requote(after = PAUSE) {
  offered = null;
  const mine = ++turn;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const asked = body(form);
    const found = await quote(form, asked, () => mine === turn);
    if (found) offered = { id: found.id, text: JSON.stringify(asked) };
  }, after);
}

/** Draw the model-dependent controls anew; ask before anything goes. */
async function settle(changes = {}) {
  const fresh = await settled(form, changes);
  if (!fresh) return;
  const { dropped } = fresh.dataset;
  const text = `${words.dropText} ${dropped}.`;
  if (dropped && !(await ask(words.dropTitle, text, words.dropYes))) {
    restore();
    requote(0);
    return;
  }
  swap(form, fresh);
  remember();
  count();
  requote(0);
}

/** Show the choices as they stood before the one that was taken back. */
function restore() {
  for (const [name, value] of Object.entries(stood)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

function remember() {
  const { model, mode, duration } = form.elements;
  stood = { model: model.value, mode: mode?.value, duration: duration?.value };
}

function count() {
  for (const counter of form.querySelectorAll("[data-count-for]")) {
    const field = form.elements[counter.dataset.countFor];
    const length = Array.from(field.value).length;
    const limit = Number(field.dataset.limit);
    counter.textContent = length ? `${length}/${limit}` : "";
    counter.classList.toggle("over", length > limit);
  }
  const more = [form.elements.negative_prompt, form.elements.cfg_scale];
  const used = more.some((field) => field?.value);
  form.querySelector("[data-used]").textContent = used ? words.default : "";
}

function go() {
  return generate(form, offered, () => requote(0));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const way = event.submitter;
  if (way?.name === "set") settle(JSON.parse(way.value));
  else go();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[data-settles]")) settle();
  else requote(0);
});
form.addEventListener("input", (event) => {
  count();
  if (event.target.matches("textarea, .inp")) requote();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  // A key that is held is one press.
  if (!event.repeat) go();
});
whenBack(() => requote(0));
remember();
count();
requote(0);

// Shows what is wrong beside the fields: `<div class="err" data-problems="field">`.
// A way out is a button `name="set"` with the values it sets, as the server's are.

const ELSEWHERE = "non_field";

/** Show these problem items and nothing else; returns the first field with one. */
export function show(form, items) {
  for (const place of form.querySelectorAll("[data-problems]")) {
    place.replaceChildren();
    field(form, place.dataset.problems)?.removeAttribute("aria-invalid");
  }
  let first = null;
  for (const item of items) {
    const name = item.field.split(".")[0];
    const place = form.querySelector(`[data-problems="${CSS.escape(name)}"]`);
    (place ?? form.querySelector(`[data-problems="${ELSEWHERE}"]`)).append(line(item));
    const about = field(form, name);
    about?.setAttribute("aria-invalid", "true");
    first ??= about;
  }
  return first;
}

function field(form, name) {
  const found = form.elements[name];
  return found instanceof HTMLElement && found.type !== "hidden" ? found : null;
}

function line(item) {
  const said = document.createElement("p");
  said.append(`${item.detail} `);
  if (item.remedy && Object.keys(item.remedy.set).length) {
    const way = document.createElement("button");
    way.className = "btn sm";
    way.type = "submit";
    way.name = "set";
    way.value = JSON.stringify(item.remedy.set);
    way.textContent = item.remedy.text;
    said.append(way);
  }
  return said;
}

// Asks in the page's `<dialog data-ask>`; the words are in `<div data-words>`.

const dialog = document.querySelector("[data-ask]");
export const words = document.querySelector("[data-words]")?.dataset ?? {};

/** Ask, and return whether the answer was yes. While a question stands, a second one
 *  is not put: one answer must not count twice. */
export function ask(title, text, yes) {
  if (dialog.open) return Promise.resolve(false);
  dialog.querySelector("[data-ask-title]").textContent = title;
  dialog.querySelector("[data-ask-text]").textContent = text;
  dialog.querySelector("[data-ask-yes]").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    const done = () => answer(dialog.returnValue === "yes");
    dialog.addEventListener("close", done, { once: true });
  });
}

/* Copies the text of an element, and says that it did.

   <code id="secret">…</code>
   <button type="button" data-copy="secret" data-copied="Copied" hidden>Copy</button>
*/
const SAID_FOR = 2000; // milliseconds

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.querySelector("span") ?? button;
  const usual = label.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).innerText.trim();
    await navigator.clipboard.writeText(text);
    label.textContent = button.dataset.copied;
    setTimeout(() => {
      label.textContent = usual;
    }, SAID_FOR);
  });
}

/* Shows what is typed into a password field while its button is pressed in.

   <input type="password" id="id_password">
   <button type="button" data-reveal="id_password" aria-pressed="false" hidden>…</button>
*/
for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  input.form.addEventListener("submit", () => {
    input.type = "password"; // so that the browser offers to keep it as one
  });
}

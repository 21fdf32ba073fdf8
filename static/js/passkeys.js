/* Fills a form's `credential` from a passkey of this device, and sends the form.

   <form method="post" data-passkey="get">         "create" makes a new passkey
     data-options='{"publicKey": …}'               what the server asks for, or
     data-source="/account/2fa/webauthn/login/"    where to fetch it
     <input type="hidden" name="credential">
     <button data-passkey-start>…</button>
     <p data-passkey-absent hidden>…</p>           shown where the browser knows none
     <p data-passkey-problem role="alert" hidden
        data-refused="…" data-insecure="…" data-known="…" data-failed="…"></p>
   </form>
*/
const known = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

const REASONS = {
  NotAllowedError: "refused", // said no, or took too long
  AbortError: "refused",
  SecurityError: "insecure", // an address by number, or not over https
  InvalidStateError: "known", // this device has one already
};

async function asked(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.source, { headers });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

function made(form, { publicKey }) {
  if (form.dataset.passkey === "create") {
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
    // One that signs in by itself: kept on the device, opened by its owner.
    Object.assign(options.authenticatorSelection, {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    return navigator.credentials.create({ publicKey: options });
  }
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
  return navigator.credentials.get({ publicKey: options });
}

function bind(form) {
  const start = form.querySelector("[data-passkey-start]");
  const problem = form.querySelector("[data-passkey-problem]");
  start.hidden = !known;
  form.querySelector("[data-passkey-absent]").hidden = known;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    start.disabled = true;
    problem.hidden = true;
    try {
      const credential = await made(form, await asked(form));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      problem.textContent = problem.dataset[REASONS[error.name] ?? "failed"];
      problem.hidden = false;
      start.disabled = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) bind(form);

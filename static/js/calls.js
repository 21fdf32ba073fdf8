// Calls to the studio from a page that is signed in.

import { csrfToken } from "./csrf.js";
import { signedOut } from "./session.js";

/** Return a fresh name for one call; made without `randomUUID`, which needs https. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Send JSON and return the status with the JSON of the answer. */
export async function send(address, body, headers = {}) {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": csrfToken(),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  signedOut(response);
  return { status: response.status, body: await response.json().catch(() => ({})) };
}

/** Send a form's fields; null when the studio did not take them, or nobody is signed in. */
export async function post(address, fields) {
  fields.set("csrfmiddlewaretoken", csrfToken());
  const call = fetch(address, { method: "POST", body: fields });
  const response = await call.catch(() => null);
  return response?.ok && !signedOut(response) ? response : null;
}

/** Fetch a fragment of a page; null when the studio does not answer with one. */
export async function fragment(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (signedOut(response) || !response.ok || response.redirected) return null;
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    return holder.content;
  } catch {
    return null;
  }
}

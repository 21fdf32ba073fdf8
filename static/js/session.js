// Notices that nobody is signed in any more, says so, and goes on once somebody is:
//
//   <div role="alert" data-signed-out><p hidden>… <a href="the sign-in page">…</a></p></div>
//
// The page keeps what is written on it: signing in happens in another tab.

import { csrfToken } from "./csrf.js";

const PROBE = "/api/v1/me/";
const notice = document.querySelector("[data-signed-out]");
const gate = notice?.querySelector("a");
const listeners = new Set();
let out = false;

/** Say whether an answer means that nobody is signed in; if so, show it. */
export function signedOut(answer) {
  const led = answer.redirected && new URL(answer.url).pathname === gate?.pathname;
  if (answer.status !== 401 && !led) return false;
  out = true;
  if (notice) notice.firstElementChild.hidden = false;
  return true;
}

/** Say whether the session is known to have ended: then there is nothing to ask for. */
export function isOut() {
  return out;
}

/** Call `listener` whenever somebody signed in again. */
export function whenBack(listener) {
  listeners.add(listener);
}

async function look() {
  if (!out || document.hidden) return;
  const answer = await fetch(PROBE).catch(() => null);
  if (!out || !answer?.ok) return;
  out = false;
  notice.firstElementChild.hidden = true;
  // Signing in gave this browser another token: the page's forms go on with it.
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) {
    field.value = csrfToken();
  }
  for (const listener of listeners) listener();
}

document.addEventListener("visibilitychange", look);
window.addEventListener("focus", look);

// The token that a call must show which changes something.

/** Return the one that this browser has now: signing in gives it another. */
export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

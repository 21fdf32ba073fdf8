// Draws the schema named by `<main id="main" data-schema="…">` with Swagger UI.

const CHANGES_NOTHING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Return the CSRF token of a person who is signed in on the pages. */
function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

/** Let a call that changes something pass with the session's cookie. */
function withCsrf(request) {
  if (!CHANGES_NOTHING.has(request.method ?? "GET")) {
    request.headers["X-CSRFToken"] = csrfToken();
  }
  return request;
}

const main = document.getElementById("main");

window.SwaggerUIBundle({
  url: main.dataset.schema,
  domNode: main,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  requestInterceptor: withCsrf,
  syntaxHighlight: { theme: "agate" },
  validatorUrl: null,
});

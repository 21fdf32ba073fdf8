/* Settings of the scripts that the panel's theme ships. Loaded after htmx, before it
   starts: htmx would write a style element, which the content policy forbids. */
"use strict";

window.htmx.config.includeIndicatorStyles = false;

// `<section data-stage="address of the fragment">` shows the newest clip: a new one
// takes its place, unless somebody is watching. Its `data-clip` says what is shown.

import { fragment } from "./calls.js";
import { follow } from "./live.js";
import { arm } from "./player.js";
import { surround } from "./surround.js";

const stage = document.querySelector("[data-stage]");

async function renew() {
  const playing = stage.querySelector(".player.playing");
  if (playing) return;
  const found = await fragment(stage.dataset.stage);
  const clip = found?.querySelector("[data-clip]")?.dataset.clip;
  if (!found || clip === stage.querySelector("[data-clip]")?.dataset.clip) return;
  stage.replaceChildren(found);
  arm(stage);
  surround(stage);
}

/** Until there is a clip, what is under way changes the stage too. */
function concerns(record) {
  return record === null || record.type === "video" || !stage.querySelector(".player");
}

follow((record) => {
  if (concerns(record)) renew();
});

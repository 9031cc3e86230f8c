// @ts-check
/** The first script of every page: connects behaviours, and what belongs to the whole page. */

import * as compose from "./behaviours/compose_dialog.js";
import * as composerRest from "./behaviours/composer_rest.js";
import * as keys from "./behaviours/keys.js";
import * as openPost from "./behaviours/open_post.js";
import * as times from "./behaviours/times.js";
import { connectAll } from "./lib/connect.js";

const traceId = document.querySelector('meta[name="trace-id"]')?.getAttribute("content") ?? "unknown";

window.addEventListener("error", (event) => {
  console.error(`Skein: uncaught error on a page with trace id ${traceId}`, event.error ?? event.message);
});
window.addEventListener("unhandledrejection", (event) => {
  console.error(`Skein: unhandled rejection on a page with trace id ${traceId}`, event.reason);
});

for (const wholePage of [compose, composerRest, keys, openPost, times]) {
  wholePage.connectPage();
}
// Only a finger pulls.
const pull = matchMedia("(any-pointer: coarse)").matches ? import("./behaviours/pull.js") : null;
Promise.all([connectAll(document), pull?.then((module) => module.connectPage())]).then(() => {
  document.documentElement.dataset.ready = "";
});

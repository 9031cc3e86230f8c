// @ts-check
/** "New post" and "Quote" open the composer in a dialog, whose script is read when it is wanted first. */

const PATH = "/compose";

/** Start for the whole page. */
export function connectPage() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link instanceof HTMLAnchorElement && isPlain && !event.defaultPrevented) {
      take(event, new URL(link.href), link);
    }
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.formMethod === "get" && !event.defaultPrevented) {
      const url = new URL(button.formAction);
      url.searchParams.set(button.name, button.value);
      take(event, url, button);
    }
  });
}

/**
 * @param {Event} event
 * @param {URL} url
 * @param {Element} opener
 */
function take(event, url, opener) {
  const isOurs = url.origin === location.origin && url.pathname === PATH && location.pathname !== PATH;
  if (isOurs && document.getElementById("compose-template")) {
    event.preventDefault();
    import("../lib/compose_dialog.js")
      .then((module) => module.openComposer(url, opener))
      .catch(() => location.assign(url));
  }
}

// @ts-check
/** Runs while no page is open: shows what the server pushes, and leads to it. It keeps and fetches nothing else. */

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("push", (/** @type {any} */ event) => {
  event.waitUntil(tell(event.data?.json() ?? {}));
});

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** @param {{id?: string, tag?: string, title?: string, body?: string, url?: string}} message */
async function tell(message) {
  const pages = await worker.clients.matchAll({ type: "window" });
  if (pages.some((/** @type {any} */ page) => page.visibilityState === "visible")) {
    // The page that is looked at says so itself.
    return;
  }
  await worker.registration.showNotification(message.title ?? "Skein", {
    body: message.body ?? "",
    tag: message.tag ?? "",
    icon: "/static/icons/logo.svg",
    data: { id: message.id, url: message.url ?? "/notifications" },
  });
}

/** @param {{id?: string, url: string}} told */
async function open({ id, url }) {
  const read = id ? fetch(`/api/notifications/${id}/read`, { method: "PATCH" }).catch(() => {}) : null;
  await worker.clients.openWindow(url);
  await read;
}

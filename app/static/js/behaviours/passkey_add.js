// @ts-check
/** The button "Add a passkey", where the browser can make one. */

import { RequestError } from "../lib/fetch.js";
import { showToast } from "../lib/toast.js";
import { SORRY } from "../lib/words.js";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  const button = form.querySelector("[data-add-passkey]");
  const password = form.elements.namedItem("password");
  if (
    !(button instanceof HTMLButtonElement && password instanceof HTMLInputElement) ||
    !globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON
  ) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) {
      return;
    }
    button.disabled = true;
    try {
      const { addPasskey } = await import("../lib/passkeys.js");
      await addPasskey(password.value);
      location.assign("/settings/security/passkeys?notice=passkey-added");
    } catch (error) {
      const refused = error instanceof RequestError ? error : new RequestError(SORRY);
      showToast({
        text: Object.values(refused.fields)[0] ?? refused.message,
        isError: true,
        traceId: refused.traceId,
      });
      button.disabled = false;
    }
  });
}

// @ts-check
/** The button "Continue with a passkey", where the browser has them. */

import { RequestError } from "../lib/fetch.js";
import { showToast } from "../lib/toast.js";
import { SORRY } from "../lib/words.js";

/**
 * @param {HTMLButtonElement} button
 */
export function connect(button) {
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { signInByPasskey } = await import("../lib/passkeys.js");
      location.assign(await signInByPasskey(button.dataset.next ?? ""));
    } catch (error) {
      const refused = error instanceof RequestError ? error : new RequestError(SORRY);
      showToast({ text: refused.message, isError: true, traceId: refused.traceId });
      button.disabled = false;
    }
  });
}

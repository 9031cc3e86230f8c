// @ts-check
/** Passkeys: asks the server what to sign, has the browser sign it, and hands it in. Loaded when it is needed. */

import { ask, RequestError } from "./fetch.js";

/** What a person reads when nothing was signed: they closed the dialog, or the device has no such passkey. */
const NOT_DONE = "That didn't work. Try again, or use your password.";

/**
 * @param {string} password
 */
export async function addPasskey(password) {
  const options = await send("/api/me/passkeys/options", { password });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  await send("/api/me/passkeys", {
    credential: await signed(() => navigator.credentials.create({ publicKey })),
  });
}

/**
 * @param {string} next where to go on
 * @returns {Promise<string>} where to go on, as the server allows it
 */
export async function signInByPasskey(next) {
  const options = await send("/api/auth/passkey/options", {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await signed(() => navigator.credentials.get({ publicKey }));
  return (await send("/auth/passkey", { credential, next })).next;
}

/**
 * @param {string} url
 * @param {object} body
 */
async function send(url, body) {
  const response = await ask(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

/**
 * @param {() => Promise<Credential | null>} sign
 */
async function signed(sign) {
  try {
    const credential = await sign();
    if (credential instanceof PublicKeyCredential) {
      return credential.toJSON();
    }
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
  }
  throw new RequestError(NOT_DONE);
}

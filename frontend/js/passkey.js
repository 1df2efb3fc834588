// SPDX-License-Identifier: EUPL-1.2
// The log-in scripts only tell the console when a passkey did not work; people want to know, too.
export function tellWhenPasskeyFails(page) {
  page.addEventListener("allauth.error", (event) => {
    const notice = page.querySelector("[data-passkey-failed]");
    if (!notice) return;
    event.preventDefault();
    notice.hidden = false;
  });
}

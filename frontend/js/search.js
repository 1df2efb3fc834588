// SPDX-License-Identifier: EUPL-1.2

/** Arrow keys walk from the search field through its results; Escape closes them. */
export function keyboardForSearch(root) {
  root.addEventListener("keydown", (event) => {
    const search = event.target.closest?.(".search");
    if (!search) return;
    const field = search.querySelector("input[type=search]");
    const results = search.querySelector(".search__results");
    const links = [...(results?.querySelectorAll("a") ?? [])];
    if (event.key === "Escape" && links.length) {
      event.preventDefault();
      results.replaceChildren();
      field.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links.length) return;
    event.preventDefault();
    const stops = [field, ...links];
    const next = stops.indexOf(root.activeElement) + step;
    stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
  });
}

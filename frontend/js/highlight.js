// SPDX-License-Identifier: EUPL-1.2

/**
 * A place in a map and its row in the table beside it light up together: elements with the same
 * data-code inside one .figure.
 */
export function highlightSamePlace(root) {
  const show = (event, on) => {
    const source = event.target.closest?.("[data-code]");
    const figure = source?.closest(".figure");
    if (!figure) return;
    const same = `[data-code="${CSS.escape(source.dataset.code)}"]`;
    for (const element of figure.querySelectorAll(same)) {
      element.classList.toggle("is-highlighted", on);
    }
  };
  for (const kind of ["mouseover", "focusin"]) root.addEventListener(kind, (e) => show(e, true));
  for (const kind of ["mouseout", "focusout"]) root.addEventListener(kind, (e) => show(e, false));
}

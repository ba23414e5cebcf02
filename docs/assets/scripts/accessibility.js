/*
 * Mends what the theme leaves to a mouse: its labels that open the menu, the search and a section
 * become buttons with a name and a state, and its dialogs get names.
 */
(() => {
  "use strict";

  const NAMES = { __drawer: "Menu", __search: "Search" };

  /** A label of a hidden checkbox, made a button for the keyboard and for assistive technology. */
  function asButton(label) {
    const box = document.getElementById(label.htmlFor);
    const name = NAMES[label.htmlFor];
    if (name) label.setAttribute("aria-label", name);
    label.setAttribute("role", "button");
    label.tabIndex = 0;
    const tell = () => label.setAttribute("aria-expanded", String(box.checked));
    box.addEventListener("change", tell);
    label.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      label.click();
    });
    tell();
  }

  document.querySelectorAll(".md-header__button[for]").forEach((label) => {
    if (label.htmlFor in NAMES) asButton(label);
  });
  document.querySelectorAll(".md-nav__link[for^='__nav']").forEach(asButton);
  document.querySelectorAll("[role='dialog']:not([aria-label])").forEach((dialog) => {
    dialog.setAttribute("aria-label", NAMES.__search);
  });
  document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
})();

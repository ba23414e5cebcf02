/*
 * Mends what the theme leaves to a mouse: its labels that open the menu, the search and a section
 * get a real button inside, with a name and a state; wide tables can be scrolled by keys.
 */
(() => {
  "use strict";

  /** A button around `content` that works the hidden checkbox of `label`. */
  function addButton(label, content, name) {
    const box = document.getElementById(label.htmlFor);
    if (!box || content.length === 0) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "label-button";
    button.setAttribute("aria-label", name);
    content[0].before(button);
    button.append(...content);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      box.click();
    });
    label.removeAttribute("tabindex");
    const tell = () => button.setAttribute("aria-expanded", String(box.checked));
    box.addEventListener("change", tell);
    tell();
  }

  /** The section that a label opens: its own text or, beside a link, that link's. */
  function sectionOf(label) {
    const own = label.textContent.trim();
    return own || label.previousElementSibling?.textContent.trim() || "this section";
  }

  for (const [id, name] of [["__drawer", "Menu"], ["__search", "Search"]]) {
    document.querySelectorAll(`.md-header__button[for='${id}']`).forEach((label) => {
      addButton(label, [...label.childNodes], name);
    });
  }
  document.querySelectorAll(".md-nav__link[for], .md-nav__title[for]").forEach((label) => {
    const icons = [...label.querySelectorAll(".md-nav__icon")];
    const back = label.classList.contains("md-nav__title");
    const what = label.htmlFor === "__toc" ? "Contents" : "Pages";
    addButton(label, icons, `${back ? "Back from" : `${what} of`} ${sectionOf(label)}`);
  });
  document.querySelectorAll("nav[aria-labelledby^='__nav']").forEach((nav) => {
    const section = nav.querySelector(".md-nav__title").textContent.trim();
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", section);
  });
  document.querySelectorAll("[role='dialog']:not([aria-label])").forEach((dialog) => {
    dialog.setAttribute("aria-label", "Search");
  });

  /** Whether a table can be scrolled changes with its box, and with its own width (fonts). */
  const scrolls = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(".md-typeset__scrollwrap");
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  const watch = () => {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => {
      scrolls.observe(box);
      box.querySelectorAll("table").forEach((table) => scrolls.observe(table));
    });
  };
  watch();
  addEventListener("load", watch);
})();

/*
 * Shows what belongs to today. The pages hold every state of the year with its days, and are
 * complete without this script; the build has shown that of its own day.
 * `?today=2026-10-01` shows another day.
 */
(() => {
  "use strict";

  /** Today as YYYY-MM-DD in the programme's time zone, or the day that the address asks for. */
  function today(timeZone) {
    const asked = new URLSearchParams(location.search).get("today");
    if (/^\d{4}-\d{2}-\d{2}$/.test(asked ?? "")) return asked;
    return new Intl.DateTimeFormat("en-CA", {
      timeZone, year: "numeric", month: "2-digit", day: "2-digit",
    }).format(new Date());
  }

  function stateOf(day, { from, until }) {
    if (day > until) return "past";
    return day < from ? "future" : "now";
  }

  /** Parts that belong to some days alone, and what stands in for them where nobody knows the day. */
  function showParts(scope, day) {
    for (const part of scope.querySelectorAll("[data-only]")) {
      part.hidden = stateOf(day, part.dataset) !== "now";
    }
    for (const part of scope.querySelectorAll("[data-otherwise]")) part.hidden = true;
  }

  /** Steps and rows: past, now or future. */
  function markRows(scope, day) {
    for (const row of scope.querySelectorAll("li[data-from], tr[data-from]")) {
      row.dataset.state = stateOf(day, row.dataset);
      const step = row.matches("li") && row.dataset.state === "now";
      row.toggleAttribute("aria-current", step);
      if (step) row.setAttribute("aria-current", "step");
    }
  }

  /** Beside a calendar's file, its address as calendar programs take it: they follow changes. */
  function offerToSubscribe(file) {
    const link = document.createElement("a");
    link.href = file.href.replace(/^https?:/, "webcal:");
    link.textContent = file.dataset.subscribe;
    file.before(link, " · ");
  }

  for (const scope of document.querySelectorAll("[data-timezone]")) {
    const day = today(scope.dataset.timezone);
    showParts(scope, day);
    markRows(scope, day);
  }
  document.querySelectorAll("a[data-subscribe]").forEach(offerToSubscribe);
})();

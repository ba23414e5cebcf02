/*
 * Leaves the search's index and its program on the server until somebody opens the search.
 * The theme asks for both on every page; this holds its requests back, and runs before it.
 */
(() => {
  "use strict";

  const opened = new Promise((resolve) => {
    const isSearch = ({ target }) => target.matches("#__search, [data-md-component=search-query]");
    for (const kind of ["focusin", "change"]) {
      addEventListener(kind, (event) => { if (isSearch(event)) resolve(); });
    }
  });

  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (/\/search(_index)?\.json$/.test(url)) waiting.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (waiting.has(this)) opened.then(() => send.call(this, body));
    else send.call(this, body);
  };

  const Eager = Worker;
  /** A worker whose program is fetched when it gets its first message. */
  window.Worker = class extends EventTarget {
    #worker;
    #given;

    constructor(...given) {
      super();
      this.#given = given;
    }

    postMessage(...message) {
      if (!this.#worker) {
        this.#worker = new Eager(...this.#given);
        this.#worker.addEventListener("message", ({ data }) => {
          this.dispatchEvent(new MessageEvent("message", { data }));
        });
      }
      this.#worker.postMessage(...message);
    }

    terminate() {
      this.#worker?.terminate();
    }
  };
})();

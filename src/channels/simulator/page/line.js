/** The server says the time every ten seconds; a line that is silent for longer than this is dead. */
const silenceMs = 25_000;

/**
 * Keeps one stream open for all phones of the page, a browser having only six connections to share among
 * all of its tabs. Comes again whenever it breaks, and goes on after what each phone was told last.
 */
export function listen({ cursors, entry, time, connected }) {
  let source;
  let watch;
  let tries = 0;

  function heard() {
    clearTimeout(watch);
    watch = setTimeout(reopen, silenceMs);
  }

  function open() {
    const query = new URLSearchParams(
      cursors().map(([account, order]) => [account, String(order)]),
    );
    source = new EventSource(`/simulator/events?${query}`);
    source.addEventListener('entry', (event) => {
      heard();
      entry(JSON.parse(event.data));
    });
    source.addEventListener('clock', (event) => {
      heard();
      time(new Date(JSON.parse(event.data).now));
    });
    source.addEventListener('ready', (event) => {
      heard();
      tries = 0;
      time(new Date(JSON.parse(event.data).now));
      connected(true);
    });
    source.addEventListener('error', () => {
      connected(false);
      source.close();
      clearTimeout(watch);
      tries += 1;
      watch = setTimeout(open, Math.min(500 * tries, 3000));
    });
    heard();
  }

  function reopen() {
    connected(false);
    source.close();
    clearTimeout(watch);
    open();
  }

  open();
  return { reopen };
}

/** `Sel, 24 Nov 2026, 13.10` */
const shown = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Shows the simulator's time, which may be ahead of the real one, and forwards it. */
export function startClock(now) {
  const time = document.querySelector('[data-testid=clock]');
  const buttons = document.querySelectorAll('[data-forward]');
  let ahead = 0;
  let text = '';

  function show() {
    const at = new Date(Date.now() + ahead);
    const next = `${shown.format(at)} WIB`;
    if (next === text) return;
    text = next;
    time.textContent = text;
    time.dateTime = at.toISOString();
  }

  function set(at) {
    ahead = at.getTime() - Date.now();
    show();
  }

  async function forward(milliseconds) {
    for (const button of buttons) button.disabled = true;
    try {
      const response = await fetch('/simulator/clock', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ forward: milliseconds }),
      });
      if (response.ok) set(new Date((await response.json()).now));
    } catch {
      // Not connected: the status line says so already.
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }

  for (const button of buttons) {
    button.addEventListener('click', () => forward(Number(button.dataset.forward)));
  }
  set(now);
  setInterval(show, 1000);
  return { set };
}

/** Stands among the statuses for: the file is there, now the message. */
const uploaded = 1;

/**
 * Sends what one person says, one message after another, each until it is taken: a message keeps its id
 * when it is said again, so that it acts once. `state` hears `again` while a message is not getting
 * through, and `refused` when it never will.
 */
export function createMailbox(account, state) {
  let last = Promise.resolve();

  /** A file goes first; what the server calls it stands in the message. */
  async function deliver({ file, ...message }) {
    for (let tries = 1; ; tries += 1) {
      const status =
        file && !message.content.file ? await upload(file, message) : await post(message);
      if (status === uploaded) continue;
      if (status >= 200 && status < 300) return;
      if (status >= 400 && status < 500) return state(message.id, 'refused');
      state(message.id, 'again');
      await new Promise((resolve) => setTimeout(resolve, Math.min(500 * tries, 3000)));
    }
  }

  async function upload(file, message) {
    try {
      const response = await fetch(`/simulator/${account}/files`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      });
      if (!response.ok) return response.status;
      message.content = { ...message.content, file: (await response.json()).file };
      return uploaded;
    } catch {
      return 0;
    }
  }

  /** The status, or 0 when no answer came. */
  async function post(message) {
    try {
      const response = await fetch(`/simulator/${account}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(message),
      });
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Resolves once the message is taken or refused. */
  return function put(message) {
    last = last.then(() => deliver(message));
    return last;
  };
}

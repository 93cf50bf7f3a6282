import { announce } from './notices.js';

/**
 * Sends what a person writes, and shows it at once. `deliver(thread, id, message)` gives the post that the server made of it;
 * sending again with the same id is harmless. `list()` is where the thread is shown, while it is.
 */
export function outbox({ writer, deliver, list }) {
  const inFlight = new Set();

  async function attempt(thread, id, message) {
    inFlight.add(id);
    list(thread)?.redraw(id);
    try {
      const { post } = await deliver(thread, id, message);
      inFlight.delete(id);
      list(thread)?.show(post);
    } catch (error) {
      inFlight.delete(id);
      list(thread)?.redraw(id);
      announce(`Not sent: ${error.message}`);
    }
  }

  return {
    send(thread, id, text, files) {
      inFlight.add(id);
      list(thread)?.show(provisional(id, text, files, writer()));
      return attempt(thread, id, { text, files: files.map((file) => file.id) });
    },
    /** What sends this message again, where that is needed. */
    retryOf(thread, post) {
      const stuck = post.pending && !inFlight.has(post.requestId);
      return stuck
        ? () => attempt(thread, post.requestId, { text: post.typed, files: post.files.map(idOf) })
        : undefined;
    },
  };
}

/** What stands on the page until the server has made a post of it. */
function provisional(id, text, files, writer) {
  return {
    id,
    requestId: id,
    typed: text,
    order: Number.MAX_SAFE_INTEGER,
    revision: 0,
    at: new Date().toISOString(),
    removed: false,
    writer,
    tone: 'message',
    whisper: false,
    pending: true,
    generated: false,
    text: [{ tag: 'p', children: [text] }],
    sources: [],
    files: files.map(({ id: file, name }) => ({ title: name, path: `api/files/${file}`, picture: false })),
    edited: false,
    buttons: [],
  };
}

/** The id of a file that is kept here. */
function idOf({ path }) {
  return path.split('/').at(-1);
}

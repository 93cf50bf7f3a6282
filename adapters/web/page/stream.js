const RETRY_MS = 1_500;

/**
 * Follows what changes. The browser connects again by itself, and says up to where it was told; only where it gives up
 * (the server refused) is a new connection made here. A hidden tab lets go of its connection, for a browser has only six
 * for one server: https://developer.mozilla.org/en-US/docs/Web/API/EventSource
 */
export function follow({ customer, agent, after, onPost, onTyping, onState }) {
  let cursor = after;
  let source;
  let retry;

  function open() {
    clearTimeout(retry);
    source?.close();
    const query = new URLSearchParams({ after: cursor });
    if (customer) query.set('customer', customer);
    if (agent) query.set('agent', agent);
    source = new EventSource(`/api/stream?${query}`);
    const noting = (handle) => (event) => {
      if (event.lastEventId) cursor = event.lastEventId;
      handle(JSON.parse(event.data));
    };
    source.addEventListener(
      'ready',
      noting(() => onState('live')),
    );
    source.addEventListener('post', noting(onPost));
    source.addEventListener('typing', noting(onTyping));
    source.addEventListener('error', () => {
      onState('lost');
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(open, RETRY_MS);
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return open();
    clearTimeout(retry);
    source.close();
  });
  open();
}

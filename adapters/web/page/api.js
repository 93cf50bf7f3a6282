/** What the server said, where it did not do what was asked. */
export class RequestFailed extends Error {}

export function load(path, query) {
  return ask(`/api/${path}?${new URLSearchParams(query)}`, {});
}

/** Sends once. To send again, send the same body: its id makes the second time harmless. */
export function send(path, body) {
  return ask(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Uploads a file; gives its id. */
export async function upload(file) {
  const { file: kept } = await ask(
    `/api/files?${new URLSearchParams({ name: (file.name || 'file').slice(-200) })}`,
    {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    },
  );
  return kept.id;
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new RequestFailed('No connection to Baton');
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new RequestFailed(answer.error ?? `Baton answered with status ${response.status}`);
}

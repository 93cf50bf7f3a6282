/** A file of the workspace. */
export interface FakeFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  user: string;
  content: Uint8Array;
  created: number;
  /** Where it was shared: channel and message. */
  shares: { channel: string; ts: string }[];
  /** False until an upload is completed: nobody sees it before. */
  complete: boolean;
}

const TYPES: Record<string, string> = {
  txt: 'text/plain',
  md: 'text/markdown',
  log: 'text/plain',
  json: 'application/json',
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

function extensionOf(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : '';
}

export function mimetypeOf(name: string): string {
  return TYPES[extensionOf(name)] ?? 'application/octet-stream';
}

/** A file as messages and `files.info` show it. `base` is where the fake serves. */
export function fileObject(file: FakeFile, base: string, teamId: string): Record<string, unknown> {
  const path = `files-pri/${teamId}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: Math.floor(file.created / 1000),
    timestamp: Math.floor(file.created / 1000),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extensionOf(file.name) || 'binary',
    pretty_type: (extensionOf(file.name) || 'binary').toUpperCase(),
    user: file.user,
    user_team: teamId,
    editable: false,
    size: file.content.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    url_private: `${base}${path}/${name}`,
    url_private_download: `${base}${path}/download/${name}`,
    permalink: `${base}files/${file.user}/${file.id}/${name}`,
    file_access: 'visible',
  };
}

import { isObject, type Json } from '../../blocks/findings.ts';
import { botMessage, threadFields } from '../../rules/bot-message.ts';
import { readBlocks } from '../../rules/content.ts';
import { forgetFile } from '../../rules/edit.ts';
import { type FakeFile, fileObject, mimetypeOf } from '../../workspace/file.ts';
import { postedText } from '../../workspace/text.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import { postableChannel } from './chat.ts';

/** Files in, by URL; files out, by id. https://docs.slack.dev/messaging/working-with-files */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': { tier: 'tier4', scope: 'files:write', run: getUploadUrl },
  'files.completeUploadExternal': { tier: 'tier4', scope: 'files:write', run: completeUpload },
  'files.delete': { tier: 'tier3', scope: 'files:write', run: deleteFile },
  'files.info': { tier: 'tier4', scope: 'files:read', run: fileInfo },
};

function getUploadUrl(backend: Backend, args: Args): Answer {
  const name = args.required('filename');
  const length = Number(args.required('length'));
  // Of a length of 0 Slack says that there is none: https://docs.slack.dev/reference/methods/files.getUploadURLExternal
  if (length === 0) throw new Refusal('missing_argument');
  if (!Number.isInteger(length) || length < 0) throw new Refusal('invalid_arguments');
  const { workspace } = backend;
  const file: FakeFile = {
    id: workspace.id('F'),
    name,
    title: name,
    mimetype: mimetypeOf(name),
    user: workspace.bot.id,
    content: new Uint8Array(),
    created: workspace.now(),
    shares: [],
    complete: false,
  };
  workspace.files.set(file.id, file);
  return { upload_url: backend.base + backend.uploads.expect(file, length), file_id: file.id };
}

function completeUpload(backend: Backend, args: Args): Answer {
  const files = givenFiles(backend, args);
  const target = args.string('channel_id');
  if (target !== undefined) share(backend, args, files, target);
  for (const file of files) file.complete = true;
  return { files: files.map((file) => shownFile(backend, file)) };
}

function givenFiles(backend: Backend, args: Args): FakeFile[] {
  const given = args.json('files');
  if (!Array.isArray(given) || given.length === 0) throw new Refusal('invalid_arguments');
  return given.filter(isObject).map((each) => {
    const file = backend.workspace.files.get(String(each.id));
    // Bytes must have arrived, and a file is completed once.
    if (!file || file.complete || file.content.length === 0) throw new Refusal('file_not_found');
    if (typeof each.title === 'string') file.title = each.title;
    return file;
  });
}

function share(backend: Backend, args: Args, files: FakeFile[], target: string): void {
  // Unlike chat.postMessage it takes no person for a channel.
  if (!backend.workspace.channels.has(target)) throw new Refusal('channel_not_found');
  const channel = postableChannel(backend, target);
  const comment = args.string('initial_comment');
  const blocks = readBlocks(backend.workspace, args.json('blocks'));
  const message = botMessage(
    backend,
    channel,
    { text: comment ? postedText(comment) : '', ...(blocks && { blocks }) },
    {
      ...threadFields(channel, args.string('thread_ts')),
      subtype: 'file_share',
      files: files.map((file) => shownFile(backend, file)),
    },
  );
  channel.add(message);
  for (const file of files) file.shares.push({ channel: channel.id, ts: message.ts });
  backend.events.posted(channel, message);
}

function fileInfo(backend: Backend, args: Args): Answer {
  const file = backend.workspace.files.get(args.string('file') ?? '');
  const { bot, channels } = backend.workspace;
  const seen = file?.shares.some((share) => channels.get(share.channel)?.members.has(bot.id));
  if (!file?.complete || !(seen || file.user === bot.id)) throw new Refusal('file_not_found');
  const shares: Json = {};
  for (const { channel, ts } of file.shares) shares[channel] = [{ ts }];
  return {
    file: {
      ...shownFile(backend, file),
      channels: file.shares.map((each) => each.channel),
      shares: { private: shares },
    },
  };
}

/** Only the app's own. https://docs.slack.dev/reference/methods/files.delete */
function deleteFile(backend: Backend, args: Args): Answer {
  const file = backend.workspace.files.get(args.string('file') ?? '');
  if (!file?.complete) throw new Refusal('file_not_found');
  if (file.user !== backend.workspace.bot.id) throw new Refusal('cant_delete_file');
  forgetFile(backend, file);
  return {};
}

function shownFile(backend: Backend, file: FakeFile): Json {
  return fileObject(file, backend.base, backend.workspace.team.id);
}

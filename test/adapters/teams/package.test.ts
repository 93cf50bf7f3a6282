import { readFileSync } from 'node:fs';
import { crc32, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packageOf, readOptions } from '../../../adapters/teams/build-package.ts';

const APP_ID = '01234567-89ab-cdef-0123-456789abcdef';
/** The files of an archive by name, as its central directory tells. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, sum, size] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + size);
    const data = method === 0 ? packed : inflateRawSync(packed);
    if (crc32(data) !== sum) throw new Error('the archive is damaged');
    files.set(archive.toString('utf8', at + 46, at + 46 + name), data);
    at += 46 + name + extra + comment;
  }
  return files;
}

const options = readOptions(['--app-id', APP_ID, '--website', 'https://help.example.com']);
if (options === 'help' || 'problem' in options) throw new Error('the options were refused');
const files = unzip(packageOf(options));

describe('the package of the app', () => {
  it('holds a manifest that names the bot, and what Teams asks of one', () => {
    const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      manifestVersion: expect.stringMatching(/^1\.\d+$/),
      id: APP_ID,
      bots: [{ botId: APP_ID, scopes: expect.arrayContaining(['personal', 'team', 'groupChat']) }],
      icons: { color: 'color.png', outline: 'outline.png' },
    });
    expect(String((manifest['name'] as { short: string }).short).length).toBeLessThanOrEqual(30);
    expect(String((manifest['description'] as { short: string }).short).length).toBeLessThanOrEqual(80);
    expect(String((manifest['description'] as { full: string }).full).length).toBeLessThanOrEqual(4_000);
  });

  it('asks each team for its members, and, without --mentions-only, for messages that do not mention the bot', () => {
    const asked = (manifest: Buffer | undefined) => {
      const { authorization } = JSON.parse(String(manifest)) as {
        authorization: { permissions: { resourceSpecific: { name: string; type: string }[] } };
      };
      return authorization.permissions.resourceSpecific;
    };
    expect(asked(files.get('manifest.json'))).toEqual([
      { name: 'ChannelMessage.Read.Group', type: 'Application' },
      { name: 'ChatMessage.Read.Chat', type: 'Application' },
      { name: 'TeamMember.Read.Group', type: 'Application' },
    ]);
    const mentionsOnly = unzip(packageOf({ ...options, mentionsOnly: true }));
    expect(asked(mentionsOnly.get('manifest.json'))).toEqual([
      { name: 'TeamMember.Read.Group', type: 'Application' },
    ]);
  });

  it('asks for nothing that docs/teams.md does not tell', () => {
    const docs = readFileSync(new URL('../../../docs/teams.md', import.meta.url), 'utf8');
    const { permissions, authorization } = JSON.parse(String(files.get('manifest.json'))) as {
      permissions: string[];
      authorization: { permissions: { resourceSpecific: { name: string }[] } };
    };
    const asked = [...permissions, ...authorization.permissions.resourceSpecific.map(({ name }) => name)];
    expect(asked.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('holds %s in the size that Teams asks for', (name, side) => {
    const png = files.get(name) ?? Buffer.alloc(0);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
    const at = png.indexOf('IDAT');
    const data = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect(data.length).toBe(side * (side * 4 + 1));
  });
});

describe('what is asked for', () => {
  it.each([
    [['--website', 'https://a.example'], '--app-id'],
    [['--app-id', APP_ID, '--website', 'http://a.example'], '--website'],
    [['--app-id', APP_ID, '--app-version', 'new'], '--app-version'],
    [['--app-id', APP_ID, '--colour', 'red'], '--colour'],
  ])('%j is refused by name', (args, name) => {
    expect(readOptions(args)).toEqual({ problem: expect.stringContaining(name) });
  });
});

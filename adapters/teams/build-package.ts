import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { colourIcon, outlineIcon } from './package/icons.ts';
import { manifestOf } from './package/manifest.ts';
import { zipOf } from './package/zip.ts';

const HELP = `Writes the package of the app, to be uploaded to Teams.

  --app-id ID          the bot's application (client) id in Microsoft Entra; required
  --name NAME          what the app is called in Teams; default Baton
  --developer NAME     who offers it; default Baton
  --website URL        where that is told, https; default https://example.com
  --app-version X.Y.Z  higher with each upload; default 1.0.0
  --mentions-only      does not ask to hear messages that do not mention the bot: no support channels then
  --out FILE           where to write it; default baton-teams.zip`;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Options {
  appId: string;
  name: string;
  developer: string;
  website: string;
  version: string;
  mentionsOnly: boolean;
  out: string;
}

/** The package of the app: its manifest and its icons. */
export function packageOf({
  appId,
  name,
  developer,
  website,
  version,
  mentionsOnly,
}: Omit<Options, 'out'>): Buffer {
  const manifest = manifestOf({
    appId,
    name,
    developer: { name: developer, website },
    version,
    hearsAll: !mentionsOnly,
  });
  return zipOf([
    { name: 'manifest.json', data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    { name: 'color.png', data: colourIcon() },
    { name: 'outline.png', data: outlineIcon() },
  ]);
}

/** What the command line asks for, `help`, or what is wrong with it. */
export function readOptions(args: string[]): Options | 'help' | { problem: string } {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean' },
        'app-id': { type: 'string' },
        name: { type: 'string' },
        developer: { type: 'string' },
        website: { type: 'string' },
        'app-version': { type: 'string' },
        'mentions-only': { type: 'boolean' },
        out: { type: 'string' },
      },
    }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (values['help']) return 'help';
  const text = (name: string, otherwise: string) => String(values[name] ?? otherwise);
  const options: Options = {
    appId: text('app-id', ''),
    name: text('name', 'Baton'),
    developer: text('developer', 'Baton'),
    website: text('website', 'https://example.com'),
    version: text('app-version', '1.0.0'),
    mentionsOnly: values['mentions-only'] === true,
    out: text('out', 'baton-teams.zip'),
  };
  return problemOf(options) ?? options;
}

function problemOf({ appId, website, version }: Options): { problem: string } | undefined {
  if (!GUID.test(appId))
    return { problem: '--app-id wants an id such as 00000000-0000-0000-0000-000000000000' };
  if (!/^https:\/\/\S+$/.test(website))
    return { problem: '--website wants an address that begins with https://' };
  if (!/^\d+\.\d+\.\d+$/.test(version))
    return { problem: '--app-version wants three numbers, such as 1.0.1' };
  return undefined;
}

function main(): void {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\n\n${HELP}\n`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, packageOf(options));
  process.stdout.write(
    `${options.out}: upload it in the Teams admin centre, or in Teams under Apps → Manage your apps.\n`,
  );
}

if (import.meta.filename === process.argv[1]) main();

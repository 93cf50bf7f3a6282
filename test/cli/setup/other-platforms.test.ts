import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupStopped } from '../../../src/cli/setup/asker.ts';
import { packagePath } from '../../../src/platform/package-path.ts';
import { startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { startModelServer } from '../../support/model-server.ts';
import { startFakeTeams } from '../../support/teams/fake-teams.ts';
import { ScriptedAsker, STOP } from './scripted-asker.ts';
import { type SetupBed, startSetupBed } from './setup-bed.ts';

let bed: SetupBed;

beforeEach(async () => {
  bed = await startSetupBed();
});
afterEach(() => bed.stop());

const handbook = `BATON__KNOWLEDGE__PATH=${packagePath('config/knowledge')}\n`;

describe('somebody without any credentials', () => {
  it('gets the web workspace, and sees a conversation go through', async () => {
    const { asker, passed } = await bed.setUp({});
    expect(passed).toBe(true);
    expect(asker.transcript).toContain('The web workspace');
    expect(asker.transcript).toContain('brings a card to the desk in the web workspace');
    expect(asker.lines.at(-1)).toContain('docs/web.md');
    expect(await bed.env()).toBe(handbook);
  });

  it('tries articles of their own, after a folder that is not there and one without any', async () => {
    await writeFile(join(bed.folder, 'empty.md'), '');
    await writeFile(join(bed.folder, 'kiwi.md'), '# When are kiwis ripe?\n\nKiwis ripen late, in November.');
    const { asker, passed } = await bed.setUp({ knowledge: ['nowhere', 'empty.md', 'kiwi.md'] });
    expect(asker.transcript).toContain('refused: There is no such folder or file.');
    expect(asker.transcript).toContain('wrong: No article for customers was found in empty.md.');
    expect(asker.transcript).toContain('→ Put Markdown, HTML or JSONL files there, or name another folder.');
    expect(asker.transcript).toContain('good: 1 articles');
    expect(asker.transcript).toMatch(/“When are kiwis ripe\?” is answered in .*Kiwis ripen late/s);
    expect(passed).toBe(true);
    expect(await bed.env()).toBe('BATON__KNOWLEDGE__PATH=kiwi.md\n');
  });

  it('is told to mend first what is wrong in the settings that setup does not ask for', async () => {
    await bed.writeEnv('BATON__WEB__PORT=many\n');
    await expect(bed.setUp({})).rejects.toThrow('web.port');
  });
});

describe('a model', () => {
  it('is tried at once, and asked for again where it refuses', async () => {
    const refusing = await startModelServer();
    refusing.say({ status: 401 });
    const answering = await startModelServer();
    answering.say('ok');
    const { asker } = await bed.setUp({
      model: true,
      model_at: ['elsewhere', 'elsewhere'],
      OPENAI_BASE_URL: ['localhost', refusing.url, answering.url],
      after_mend: ['other'],
      model_key: [false, false],
      BATON__MODEL__NAME: ['small-one', 'small-one'],
      test: false,
    });
    expect(asker.transcript).toContain('refused: That is not an address that begins with http');
    expect(asker.transcript).toContain('wrong: model: ');
    expect(asker.transcript).toContain('good: model: small-one answers');
    expect(await bed.env()).toBe(
      `OPENAI_BASE_URL=${answering.url}\nBATON__MODEL__NAME=small-one\n${handbook}`,
    );
    await refusing.stop();
    await answering.stop();
  });
});

describe('somebody new sets Discord up', () => {
  it('is told of a wrong token, has the commands registered, and chooses the channels', async () => {
    const discord = await startFakeDiscord();
    const agent = discord.addUser('agent');
    const guild = discord.addGuild('Ours', [agent]);
    const desk = discord.addPrivateChannel(guild, 'desk', [agent]);
    const help = discord.addChannel(guild, 'help');
    const forum = discord.addForum(guild, 'questions', []);
    const wrong = [discord.token.slice(0, -1), 'y'].join('');
    const { asker, passed } = await bed.setUp(
      {
        platforms: ['discord'],
        DISCORD_TOKEN: [wrong, discord.token],
        desk: desk.id,
        support: [help.id, forum.id],
      },
      { env: { DISCORD_API_URL: discord.apiUrl } },
    );
    expect(asker.transcript).toContain('wrong: discord token: Discord does not accept DISCORD_TOKEN');
    expect(asker.transcript).toContain('good: discord commands: /baton is registered');
    expect(asker.transcript).toContain('brings a card to the desk on Discord');
    expect(passed).toBe(true);
    expect(discord.history(desk.id)).toEqual([]);
    expect(await bed.env()).toBe(
      [
        `DISCORD_TOKEN=${discord.token}`,
        `DISCORD_API_URL=${discord.apiUrl}`,
        `BATON__DISCORD__DESK_CHANNEL=${desk.id}`,
        `BATON__DISCORD__SUPPORT_CHANNELS=${help.id},${forum.id}`,
        handbook,
      ].join('\n'),
    );
    await discord.stop();
  });
});

describe('somebody new sets Teams up', () => {
  it('is told at once which of the credentials Microsoft does not accept, and signs in with the right ones', async () => {
    const teams = await startFakeTeams();
    const { appId, tenantId, secret } = teams.credentials;
    const other = '00000000-0000-4000-8000-000000000001';
    const { login, graph } = teams.endpoints;
    const env = { TEAMS_LOGIN_URL: `${login}/`, TEAMS_GRAPH_URL: `${graph}/` };
    const { asker, passed } = await bed.setUp(
      {
        platforms: ['teams'],
        TEAMS_APP_ID: [other, appId, appId, appId],
        TEAMS_TENANT_ID: [tenantId, other, tenantId, tenantId],
        TEAMS_APP_SECRET: ['wrong-secret', 'wrong-secret', 'wrong-secret', secret],
      },
      { env },
    );
    expect(asker.unused).toEqual([]);
    const wrong = asker.lines.filter((line) => line.startsWith('wrong: teams credentials: '));
    expect(wrong).toMatchObject([
      expect.stringContaining('→ Check TEAMS_APP_ID'),
      expect.stringContaining('→ Check TEAMS_TENANT_ID'),
      expect.stringContaining('→ Check TEAMS_APP_SECRET: copy the value of a secret, not its id'),
    ]);
    expect(asker.transcript).not.toContain('wrong-secret');
    expect(asker.transcript).toContain(`good: teams credentials: a token for ${appId}`);
    expect(asker.transcript).toContain(`npm run teams:package -- --app-id ${appId} --website`);
    expect(passed).toBe(true);
    expect(await bed.env()).toBe(
      [
        `TEAMS_APP_ID=${appId}`,
        `TEAMS_TENANT_ID=${tenantId}`,
        `TEAMS_APP_SECRET=${secret}`,
        `TEAMS_LOGIN_URL=${env.TEAMS_LOGIN_URL}`,
        `TEAMS_GRAPH_URL=${env.TEAMS_GRAPH_URL}`,
        handbook,
      ].join('\n'),
    );
    await teams.stop();
  });

  it('is told which address cannot be reached', async () => {
    const teams = await startFakeTeams();
    const { appId, tenantId, secret } = teams.credentials;
    const env = { TEAMS_LOGIN_URL: teams.endpoints.login };
    await teams.stop();
    const ids = { TEAMS_APP_ID: appId, TEAMS_TENANT_ID: tenantId };
    const asker = new ScriptedAsker({ platforms: ['teams'], ...ids, TEAMS_APP_SECRET: [secret, STOP] });
    await expect(bed.answeredBy(asker, { env })).rejects.toThrow(SetupStopped);
    expect(asker.transcript).toContain(`→ Check that ${env.TEAMS_LOGIN_URL} can be reached from here`);
  });

  it('is told at once of an id that is none, and of a certificate that cannot be read', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const asker = new ScriptedAsker({
      platforms: ['teams'],
      teams_by: 'certificate',
      TEAMS_APP_ID: ['my bot', id, STOP],
      TEAMS_TENANT_ID: id,
      TEAMS_CERTIFICATE_FILE: 'cert.pem',
      TEAMS_PRIVATE_KEY_FILE: 'key.pem',
    });
    await expect(bed.answeredBy(asker)).rejects.toThrow(SetupStopped);
    expect(asker.transcript).toContain('refused: That is not an id such as 00000000-');
    expect(asker.transcript).toContain('wrong: teams: cert.pem cannot be read');
    expect(asker.transcript).toContain('TEAMS_CERTIFICATE_FILE');
    expect(await bed.env()).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { renderCard as renderDiscord } from '../../adapters/discord/render/render-card.ts';
import { renderCard as renderSlack } from '../../adapters/slack/render/render-card.ts';
import { renderCard as renderTeams } from '../../adapters/teams/render/render-card.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { contents } from '../support/escalations.ts';
import { checkBlocks } from '../support/slack/blocks/check-blocks.ts';

const texts = loadTexts('en');
const states = ['waiting', 'held', 'ended'] as const;
const cards = Object.entries(contents).flatMap(([name, [escalation, similar]]) =>
  states.map((state) => ({ name, state, card: cardOf({ ...escalation, state }, texts, { similar }) })),
);

describe.each(cards)('a $name card that is $state', ({ card }) => {
  it('is one that Slack takes, and calls nobody but whom the desk asks', () => {
    const { blocks, text } = renderSlack(card);
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    // https://github.com/slackapi/bolt-js/issues/2509
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    // A header is plain text: what looks like a call in it calls nobody.
    const written = JSON.stringify([blocks.slice(1), text]);
    const called = [...written.matchAll(/<@([\w-]+)>/g)].map(([, id]) => id);
    const asked = card.mentions?.map(({ id }) => id) ?? [];
    expect(called.every((id) => asked.includes(String(id)))).toBe(true);
    expect(written).not.toMatch(/<!(channel|here|everyone)|<#C/);
    expect(written).not.toContain('javascript:alert(1)|');
  });

  it('is one that Discord takes, and calls nobody but whom the desk asks', () => {
    const { embeds, content, components, allowed_mentions: allowed } = renderDiscord(card);
    const [embed] = embeds;
    const total = JSON.stringify(embed).length;
    expect(total).toBeLessThan(7_000);
    const fields = embed?.fields ?? [];
    const sum = fields.reduce((all, { name, value }) => all + name.length + value.length, 0);
    // https://docs.discord.com/developers/resources/message#embed-object-embed-limits
    expect(sum + (embed?.title.length ?? 0) + (embed?.description.length ?? 0)).toBeLessThanOrEqual(6_000);
    expect(embed?.description.length).toBeLessThanOrEqual(4_096);
    expect(fields.length).toBeLessThanOrEqual(25);
    expect(content.length).toBeLessThanOrEqual(2_000);
    expect(components.length).toBeLessThanOrEqual(5);
    expect(allowed).toMatchObject({ parse: [] });
  });

  it('is one that Teams takes', () => {
    // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
    expect(Buffer.byteLength(JSON.stringify(renderTeams(card)))).toBeLessThan(28_000);
  });

  it('keeps all its buttons, and what comes first of it', () => {
    const { blocks } = renderSlack(card);
    const shown = JSON.stringify(blocks);
    const [embed] = renderDiscord(card).embeds;
    for (const { id } of card.buttons) expect(shown).toContain(`"action_id":"${id}"`);
    for (const { heading = '' } of card.sections.slice(0, 2)) {
      expect(shown).toContain(heading);
      expect(embed?.description).toContain(heading);
    }
  });
});

import type { FetchingStrategyOptions } from '@discordjs/ws';
import { BatonError } from '../../../src/platform/errors.ts';
import { shapeOf } from '../../../src/platform/shape.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { isGatewayUrl } from './frames.ts';

/** Where the gateway is, and how it may be used. https://docs.discord.com/developers/events/gateway#get-gateway-bot */
export interface GatewayInfo {
  raw: FetchingStrategyOptions['gatewayInformation'];
  url: string;
  /** How many connections Discord recommends. */
  shards: number;
  /** Sessions that may be begun at a time. */
  maxConcurrency: number;
  /** Sessions that may be begun today. */
  remaining: number;
}

/** Throws like any call of the API. */
export async function askGateway(api: DiscordApi): Promise<GatewayInfo> {
  const answer = await api.object('GET', '/gateway/bot');
  const { url, shards } = answer;
  if (!isGatewayUrl(url))
    throw new BatonError('delivery.retryable', 'Discord does not tell where its gateway is');
  const limit = shapeOf(answer['session_start_limit']);
  const count = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
  return {
    raw: answer as unknown as GatewayInfo['raw'],
    url,
    shards: count(shards, 1),
    maxConcurrency: Math.max(1, count(limit['max_concurrency'], 1)),
    remaining: count(limit['remaining'], 1),
  };
}

export const GLOBAL_GRAPH = 'https://graph.microsoft.com';

/** Microsoft Graph of national clouds, each of which takes tokens for itself alone. https://learn.microsoft.com/graph/deployments#microsoft-graph-and-graph-explorer-service-root-endpoints */
const NATIONAL = [
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];

/** The scope to ask for a token with. Any other address is a proxy before the global service, or a test server. */
export function graphScope(graph: string): string {
  const origin = URL.canParse(graph) ? new URL(graph).origin : '';
  return `${NATIONAL.includes(origin) ? origin : GLOBAL_GRAPH}/.default`;
}

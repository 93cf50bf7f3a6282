/**
 * Hosts of Microsoft's Bot Connector for Teams, in the public cloud and in GCC.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const SERVICES = new Set(['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']);

/** Where SharePoint and OneDrive keep files. https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges#sharepoint-online-and-onedrive-for-business */
const FILE_STORES = ['.sharepoint.com', '.svc.ms'];

/** Which addresses the bot speaks to, whatever an activity names. */
export interface TrustedHosts {
  /** A Bot Connector service, which is given the bot's token. */
  isService(url: string): boolean;
  /** A file store of Microsoft's, which is given nothing but the request. */
  isFileStore(url: string): boolean;
}

/** `own`: origins that are trusted besides Microsoft's. `local`: services on this machine, and none elsewhere. */
export function trustedHosts({ own, local }: { own: readonly string[]; local: boolean }): TrustedHosts {
  const origins = new Set(own.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin));
  const judge = (url: string, known: (hostname: string) => boolean) => {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname, origin, username } = new URL(url);
    if (username !== '') return false;
    if (origins.has(origin)) return true;
    if (local) return isThisMachine(hostname);
    return protocol === 'https:' && known(hostname);
  };
  return {
    isService: (url) => judge(url, (hostname) => SERVICES.has(hostname)),
    isFileStore: (url) => judge(url, (hostname) => FILE_STORES.some((end) => hostname.endsWith(end))),
  };
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import type { Endpoints, Identity } from '../settings.ts';

type CredentialsFactory = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>;

/** For whom tokens must be. The SDK is given no credentials of ours: nothing is asked of Teams through it. */
function audienceOf(identity: Identity): CredentialsFactory {
  return {
    isValidAppId: async (appId) => identity.kind === 'app' && appId === identity.appId,
    // Only local play goes without; then nobody but this machine can connect.
    isAuthenticationDisabled: async () => identity.kind === 'local',
    createCredentials: async () => ({ signRequest: async (request) => request }),
  };
}

/** The SDK's adapter, for what it checks of a request. It is not let write to the response or the console. */
export class TeamsCloudAdapter extends CloudAdapter {
  constructor(identity: Identity, { login, openIdMetadata, issuer }: Endpoints) {
    const cloud = {
      ToChannelFromBotLoginUrl: `${login}/botframework.com`,
      ToChannelFromBotOAuthScope: issuer,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: issuer,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadata,
      CallerId: 'urn:botframework:azure',
    };
    super(new ConfigurationBotFrameworkAuthentication(cloud, audienceOf(identity)));
  }

  /** Checks the token, and runs `logic`. Rejects where the token is refused, and where `logic` does. */
  async take(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    await this.processActivity(authorization, activity, logic);
  }
}

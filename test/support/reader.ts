import { policyOf } from '../../src/cli/policy-of.ts';
import { openReader } from '../../src/cli/reader.ts';
import { parseConfig } from '../../src/platform/config/parse-config.ts';

/** The policy that a deployment begins with. */
export const launchPolicy = policyOf(parseConfig('', {}));

/** Reads messages as Baton does, with the models that come with it. */
export const read = openReader(launchPolicy);

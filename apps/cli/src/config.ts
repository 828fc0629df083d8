import { administrationConfig, auditKeysConfig } from '@postern/identity/config';
import { configField } from '@postern/platform';

/** What the command line reads from its environment; each command asks for its own part only. */
export const cliConfig = administrationConfig.extend({
  ...auditKeysConfig.shape,
  QUEUE_URL: configField.queueUrl(),
});

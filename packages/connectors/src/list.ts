import { extensionList, type ExtensionList } from '@mortise/schema'
import type { ConnectorType } from './define.ts'
import { smtpConnector } from './smtp/connector.ts'
import { webhookConnector } from './webhook/connector.ts'

/** Every built-in connector. A new one is one folder and one line here. */
export const builtinConnectors: ExtensionList<ConnectorType> = extensionList([
  smtpConnector,
  webhookConnector,
])

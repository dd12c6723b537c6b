import { extensionList, type ExtensionList } from '@mortise/schema'
import { aliyunSmsConnector } from './aliyun-sms/connector.ts'
import type { ConnectorType } from './define.ts'
import { dingtalkConnector } from './dingtalk/connector.ts'
import { feishuConnector } from './feishu/connector.ts'
import { smtpConnector } from './smtp/connector.ts'
import { tencentSmsConnector } from './tencent-sms/connector.ts'
import { webhookConnector } from './webhook/connector.ts'
import { wecomConnector } from './wecom/connector.ts'

/** Every built-in connector. A new one is one folder and one line here. */
export const builtinConnectors: ExtensionList<ConnectorType> = extensionList([
  smtpConnector,
  webhookConnector,
  dingtalkConnector,
  wecomConnector,
  feishuConnector,
  aliyunSmsConnector,
  tencentSmsConnector,
])

export { builtinConnectors } from './list.ts'
export {
  defineConnector,
  type Account,
  type ConnectorAction,
  type ConnectorContext,
  type ConnectorResult,
  type ConnectorType,
  type HttpAnswer,
  type HttpRequest,
  type MailAttachment,
  type SmtpMessage,
  type Token,
} from './define.ts'
export { errors as connectorErrors } from './errors.ts'
export { headerSafe } from './settings.ts'

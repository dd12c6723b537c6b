export { defineConnector, type ConnectorAction, type ConnectorContext, type ConnectorResult, type ConnectorType, type HttpAnswer } from './define.ts'

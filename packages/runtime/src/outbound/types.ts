import type { ConnectorContext } from '@mortise/connectors'

/** The one capability that opens connections to the outside. Guards address, size and time of every call. */
export type Outbound = Pick<ConnectorContext, 'http' | 'smtp' | 'sign'>

import type { ActionType } from '@mortise/actions'
import type { ConnectorType } from '@mortise/connectors'
import type { FieldType } from '@mortise/fields'
import type { NodeType } from '@mortise/flows'
import type { BlockType } from '@mortise/prints'
import type { ChartType } from '@mortise/reports'
import type { ExtensionList } from '@mortise/schema'

/** Everything that can be added, in one value handed to engines, store, server and screens. */
export type Kit = {
  readonly fields: ExtensionList<FieldType>
  readonly nodes: ExtensionList<NodeType>
  readonly actions: ExtensionList<ActionType>
  readonly charts: ExtensionList<ChartType>
  readonly blocks: ExtensionList<BlockType>
  readonly connectors: ExtensionList<ConnectorType>
}

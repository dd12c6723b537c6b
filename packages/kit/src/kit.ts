import { runActionOf, type ActionType } from '@mortise/actions'
import type { ConnectorType } from '@mortise/connectors'
import type { FieldType } from '@mortise/fields'
import type { AssigneeType, NodeType } from '@mortise/flows'
import type { BlockType } from '@mortise/prints'
import type { MailBlockType } from '@mortise/prints/mail'
import type { ChartType, ReportKind } from '@mortise/reports'
import { extensionList, type ExtensionList, type RunAction } from '@mortise/schema'

/** The lists a kit is made of. */
export type KitParts = {
  /** Field types of records. */
  readonly fields: readonly FieldType[]
  /** Further field types that only settings of extensions use. */
  readonly designFields: readonly FieldType[]
  readonly nodes: readonly NodeType[]
  /** Ways to name people in flows. */
  readonly assignees: readonly AssigneeType[]
  readonly actions: readonly ActionType[]
  readonly charts: readonly ChartType[]
  readonly reportKinds: readonly ReportKind[]
  readonly blocks: readonly BlockType[]
  /** Blocks of mails. */
  readonly mailBlocks: readonly MailBlockType[]
  readonly connectors: readonly ConnectorType[]
}

/** Everything that can be added, in one value handed to engines, store, server and screens. */
export type Kit = {
  readonly fields: ExtensionList<FieldType>
  /** Field types of records and those of settings: what a property panel is drawn with. */
  readonly panelFields: ExtensionList<FieldType>
  readonly nodes: ExtensionList<NodeType>
  readonly assignees: ExtensionList<AssigneeType>
  readonly actions: ExtensionList<ActionType>
  readonly charts: ExtensionList<ChartType>
  readonly reportKinds: ExtensionList<ReportKind>
  readonly blocks: ExtensionList<BlockType>
  readonly mailBlocks: ExtensionList<MailBlockType>
  readonly connectors: ExtensionList<ConnectorType>
  /** Runs one of `actions`; throws ACTION_UNKNOWN for any other. */
  readonly runAction: RunAction
}

/**
 * Puts lists together. Built-in entries have no privilege: a workspace with a type of its own is
 * `createKit({ ...builtinParts, charts: [...builtinParts.charts, mine] })`. Throws when two entries share a type. An action
 * that speaks to systems outside is in the kit as soon as a connector to one of them is: nobody picks what can't arrive.
 */
export function createKit(parts: KitParts): Kit {
  const connectors = extensionList(parts.connectors)
  const actions = extensionList(
    parts.actions.filter(
      ({ connectors: needed }) => needed === undefined || needed.some((one) => connectors.find(one)),
    ),
  )
  return Object.freeze({
    fields: extensionList(parts.fields),
    panelFields: extensionList([...parts.fields, ...parts.designFields]),
    nodes: extensionList(parts.nodes),
    assignees: extensionList(parts.assignees),
    actions,
    charts: extensionList(parts.charts),
    reportKinds: extensionList(parts.reportKinds),
    blocks: extensionList(parts.blocks),
    mailBlocks: extensionList(parts.mailBlocks),
    connectors,
    runAction: runActionOf(actions),
  })
}

import { builtinActions } from '@mortise/actions'
import { builtinConnectors } from '@mortise/connectors'
import { builtinFieldTypes, designFieldTypes } from '@mortise/fields'
import { builtinAssignees, builtinNodes } from '@mortise/flows'
import { builtinBlocks } from '@mortise/prints'
import { builtinMailBlocks } from '@mortise/prints/mail'
import { builtinCharts, builtinReportKinds } from '@mortise/reports'
import { createKit, type Kit, type KitParts } from './kit.ts'

/** The lists that come with the product. */
export const builtinParts: KitParts = Object.freeze({
  fields: builtinFieldTypes,
  designFields: designFieldTypes,
  nodes: builtinNodes,
  assignees: builtinAssignees,
  actions: builtinActions,
  charts: builtinCharts.all,
  reportKinds: builtinReportKinds.all,
  blocks: builtinBlocks.all,
  mailBlocks: builtinMailBlocks.all,
  connectors: builtinConnectors.all,
})

/** The kit that comes with the product. */
export const builtinKit: Kit = createKit(builtinParts)

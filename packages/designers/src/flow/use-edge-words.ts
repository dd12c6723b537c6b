import type { Expression } from '@mortise/expressions'
import { flowScope } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useWorkbench } from '../workbench/context.tsx'

/** Says what an edge of a flow asks: of the record, and of what the flow knows beside it. */
export function useEdgeWords(flow: FlowDocument): (condition: Expression) => string {
  const words = useConditionWords()
  const { model } = useWorkbench()
  const record = model.entity(flow.entity)?.scope
  const scope = record === undefined ? undefined : flowScope(flow, record)
  return (condition) => words(condition, flow.entity, { scope })
}

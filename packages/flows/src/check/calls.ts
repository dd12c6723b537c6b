import { nearestName } from '@mortise/errors'
import type { FlowDocument } from '@mortise/schema'
import { type FlowProblem, problem } from './problem.ts'
import type { Checked } from './structure.ts'

/** Where flows are found that others start. */
export type FlowsByKey = {
  readonly find: (key: string) => FlowDocument | undefined
  readonly keys: readonly string[]
}

function callsOf(
  checked: Checked,
  definition: FlowDocument,
): readonly { readonly flow: string; readonly maxDepth?: number }[] {
  return definition.nodes.flatMap((node) => checked.nodes.find(node.type)?.calls?.(node) ?? [])
}

/** Whether a flow comes back to another by calls of which none has a bound. */
function comesBack(
  checked: Checked,
  flows: FlowsByKey,
  given: { readonly from: string; readonly to: string },
): boolean {
  const seen = new Set<string>()
  const open = [given.from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === given.to) return true
    if (seen.has(key)) continue
    seen.add(key)
    const definition = key === checked.definition.key ? checked.definition : flows.find(key)
    if (definition === undefined) continue
    open.push(
      ...callsOf(checked, definition).flatMap((call) => (call.maxDepth === undefined ? [call.flow] : [])),
    )
  }
  return false
}

/** Flows that are started exist, and don't start each other for ever: a circle needs a bound. */
export function checkCalls(checked: Checked, flows: FlowsByKey | undefined): readonly FlowProblem[] {
  if (flows === undefined) return []
  const { definition, nodes } = checked
  return definition.nodes.flatMap((node, index) =>
    (nodes.find(node.type)?.calls?.(node) ?? []).flatMap(({ flow, maxDepth }): readonly FlowProblem[] => {
      if (flow !== definition.key && flows.find(flow) === undefined) {
        const near = nearestName(flow, flows.keys) ?? '-'
        return [
          problem(`/nodes/${index}/flow`, {
            code: 'FLOW_UNKNOWN',
            zh: `没有流程“${flow}”，相近的有 ${near}`,
            en: `no flow "${flow}", nearest ${near}`,
          }),
        ]
      }
      const circle = maxDepth === undefined && comesBack(checked, flows, { from: flow, to: definition.key })
      return circle
        ? [
            problem(`/nodes/${index}/maxDepth`, {
              code: 'FLOW_CALL_CYCLE',
              zh: `流程“${flow}”会再调用本流程，请填写互相调用最多几层`,
              en: `flow "${flow}" calls this one again; give the levels it may go down`,
            }),
          ]
        : []
    }),
  )
}

import { language, makeScope } from '@mortise/expressions'
import { extensionList, type FlowDocument } from '@mortise/schema'
import { checkFlow } from '../check/check-flow.ts'
import type { FlowProblem } from '../check/problem.ts'
import { builtinNodes } from '../nodes/index.ts'

const scope = makeScope('deal', [
  { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
  { key: 'members', label: 'Members', type: { kind: 'set', of: 'id', entity: 'user' }, nullable: true },
  { key: 'state', label: 'State', type: { kind: 'text' }, nullable: true },
  { key: 'owner', label: 'Owner', type: { kind: 'id', entity: 'user' }, nullable: true },
])

/** What publishing a flow on the entity `deal` would say. */
export function problemsOf(definition: FlowDocument): readonly FlowProblem[] {
  return checkFlow(definition, {
    nodes: extensionList(builtinNodes),
    scope,
    language,
    flows: { find: () => undefined, keys: [] },
  })
}

/** A flow that may be published without a word. */
export function accepted(definition: FlowDocument): FlowDocument {
  const [first] = problemsOf(definition)
  if (first !== undefined) throw new Error(`${first.code} ${first.path}: ${JSON.stringify(first.message)}`)
  return definition
}

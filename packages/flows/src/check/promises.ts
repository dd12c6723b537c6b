import type { EntityModel, FlowDocument } from '@mortise/schema'
import { type FlowProblem, problem } from './problem.ts'

/** Steps that promise what their entity does not. */
export function checkPromises(
  definition: FlowDocument,
  entity: Pick<EntityModel, 'document'> | undefined,
): readonly FlowProblem[] {
  if (entity === undefined) return []
  const known = new Set((entity.document.slas ?? []).map(({ key }) => key))
  return definition.nodes.flatMap((node, index) => {
    const { sla } = (node['approval'] ?? {}) as { readonly sla?: string }
    if (sla === undefined || known.has(sla)) return []
    return [
      problem(`/nodes/${index}/approval/sla`, {
        code: 'FLOW_SLA_UNKNOWN',
        zh: `数据表没有服务时限“${sla}”，请在“超时”里重新选择`,
        en: `the entity makes no promise "${sla}"; choose another one`,
      }),
    ]
  })
}

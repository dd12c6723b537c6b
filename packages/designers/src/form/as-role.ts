import type { EntityGrant, FieldRight, FormDocument, FormNode, RoleDocument } from '@mortise/schema'

function rightOf(grant: EntityGrant | undefined, field: string): FieldRight {
  return grant?.fields?.[field] ?? grant?.fields?.['*'] ?? 'write'
}

const made = new WeakMap<FormDocument, WeakMap<RoleDocument, FormDocument>>()

/**
 * A form as somebody with a role sees it: without what is hidden from them, and read-only where they may only read. The
 * same form each time, so that what is typed into it stays.
 */
export function asRole(form: FormDocument, role: RoleDocument): FormDocument {
  const known = made.get(form) ?? new WeakMap<RoleDocument, FormDocument>()
  made.set(form, known)
  const seen = known.get(role) ?? seenBy(form, role)
  known.set(role, seen)
  return seen
}

function seenBy(form: FormDocument, role: RoleDocument): FormDocument {
  const grant = role.entities?.[form.entity]
  const mayWrite = grant?.create === true || (grant?.update !== undefined && grant.update !== false)
  const seen = (nodes: readonly FormNode[]): readonly FormNode[] =>
    nodes.flatMap((node): readonly FormNode[] => {
      if (node.type === 'field' || node.type === 'subtable') {
        const right = rightOf(grant, node.field)
        if (right === 'hidden') return []
        return right === 'write' && mayWrite ? [node] : [{ ...node, readOnly: true }]
      }
      if ('tabs' in node)
        return [{ ...node, tabs: node.tabs.map((tab) => ({ ...tab, nodes: seen(tab.nodes) })) }]
      if ('steps' in node)
        return [{ ...node, steps: node.steps.map((step) => ({ ...step, nodes: seen(step.nodes) })) }]
      return ['nodes' in node ? { ...node, nodes: seen(node.nodes) } : node]
    })
  return { ...form, nodes: grant === undefined ? [] : seen(form.nodes) }
}

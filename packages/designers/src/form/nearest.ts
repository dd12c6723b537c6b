import type { FormDraft } from './draft.ts'
import { columnAt } from './subtable.ts'
import { nodeAt } from './tree.ts'

/** The node or column that a place in the form's document lies in; undefined for the form itself. */
export function nearest(draft: FormDraft, path: string): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (columnAt(draft, at) !== undefined || nodeAt(draft.form, at) !== undefined) return at
  return undefined
}

/** Where on the form a place in its entity's document shows: the field it is about. */
export function nearestField(draft: FormDraft, path: string): string | undefined {
  const at = /^\/fields\/(\d+)/.exec(path)?.[1]
  const key = at === undefined ? undefined : draft.entity.fields[Number(at)]?.key
  if (key === undefined) return undefined
  const found = findField(draft.form.nodes, key, '/nodes')
  return found
}

type Nodes = FormDraft['form']['nodes']

function findField(nodes: Nodes, key: string, list: string): string | undefined {
  for (const [at, node] of nodes.entries()) {
    const pointer = `${list}/${at}`
    if ('field' in node && node.type !== 'related_list' && node.field === key) return pointer
    const parts = 'tabs' in node ? node.tabs : 'steps' in node ? node.steps : []
    const name = 'tabs' in node ? 'tabs' : 'steps'
    for (const [index, part] of parts.entries()) {
      const found = findField(part.nodes, key, `${pointer}/${name}/${index}/nodes`)
      if (found !== undefined) return found
    }
    const found = 'nodes' in node ? findField(node.nodes, key, `${pointer}/nodes`) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

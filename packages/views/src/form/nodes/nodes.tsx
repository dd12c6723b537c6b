import { nodeKey } from '@mortise/forms'
import type { FormNode } from '@mortise/schema'
import { useNarrow } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFormPart, useFormStore } from '../form-store.ts'
import type { NodesProps } from './draw.ts'
import { nodeFaces } from './faces.ts'
import type { Around, NodeProps } from './types.ts'

/** A list of nodes on the columns of a form, 12 unless a section has others. */
export function Nodes({ nodes, pointer, ...around }: NodesProps): ReactNode {
  const { columns = 12 } = around
  const own = columns === 12 ? undefined : { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }
  const narrow = useNarrow()
  return (
    <div className="m-grid12" style={narrow ? undefined : own}>
      {nodes.map((node, at) => (
        <FormNodeView key={node.id ?? at} node={node} pointer={`${pointer}/${at}`} {...around} />
      ))}
    </div>
  )
}

/** How many columns a node takes: as it says, never more than there are; whole rows where it says nothing of widths. */
function spanOf(node: FormNode, columns: number, narrow: boolean): number {
  if (narrow) return 'mobileSpan' in node ? (node.mobileSpan ?? 12) : 12
  if ('span' in node && node.span !== undefined) return Math.min(node.span, columns)
  return node.type === 'field' ? Math.ceil(columns / (columns > 4 ? 2 : columns)) : columns
}

function FormNodeView({ node, pointer, ...around }: Around & { node: FormNode; pointer: string }): ReactNode {
  const store = useFormStore()
  const narrow = useNarrow()
  const key = nodeKey(node, pointer)
  const shown = useFormPart(store, (state) => state.layout[key] !== false)
  const fieldShown = useFormPart(
    store,
    (state) => !('field' in node && node.type === 'field') || state.fields[node.field]?.visible !== false,
  )
  const Draw = nodeFaces[node.type] as ((props: NodeProps<FormNode['type']>) => ReactNode) | undefined
  if (!shown || !fieldShown || Draw === undefined) return null
  return (
    <div style={{ gridColumn: `span ${spanOf(node, around.columns ?? 12, narrow)}` }}>
      <Draw node={node as never} pointer={pointer} {...around} />
    </div>
  )
}

import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { checkFlow } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import { IconButton, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette } from '../kit/palette.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { FlowCanvas, type FlowPayload } from './flow-canvas.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { messages } from './messages.ts'
import { useFlowEditor } from './use-flow-editor.ts'

/** Designs a flow as a vertical line of cards. */
export function FlowPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ flow: ['flow', name] } as const)
  return draft === undefined ? (
    <Missing />
  ) : (
    <Designer draft={draft as Draft<{ readonly flow: FlowDocument }>} />
  )
}

/** Words of what is wrong with each node, as the engine's own check finds it. */
function useNodeProblems(flow: FlowDocument): ReadonlyMap<string, string> {
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  return useMemo(() => {
    const options = { nodes: kit.nodes, assignees: kit.assignees, model, language }
    const found = new Map<string, string>()
    for (const problem of checkFlow(flow, options)) {
      const [, kind, index] = problem.path.split('/')
      const id =
        kind === 'nodes'
          ? flow.nodes[Number(index)]?.id
          : kind === 'edges'
            ? flow.edges[Number(index)]?.source
            : undefined
      if (id !== undefined && !found.has(id)) found.set(id, say(problem.message, locale))
    }
    return found
  }, [flow, kit, model, locale])
}

const zooms = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5]

function Designer({ draft }: { readonly draft: Draft<{ readonly flow: FlowDocument }> }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { kit, model } = useWorkbench()
  const { current } = useNavigator()
  const editor = useFlowEditor(draft)
  const { flow } = editor
  const problems = useNodeProblems(flow)
  const [zoom, setZoom] = useState(1)
  const byGroup = Map.groupBy(
    kit.nodes.all.filter(({ role }) => role !== 'start'),
    ({ group }) => group,
  )
  const groups = [...byGroup].map(([key, types]) => ({
    key,
    label: groupName(kt, key),
    items: types.map(({ type, label, icon }) => ({
      key: type,
      label: label[locale],
      icon,
      payload: { add: type } satisfies FlowPayload,
    })),
  }))
  const jump = (path: string): void => {
    const [, kind, index] = path.split('/')
    const node = kind === 'nodes' ? flow.nodes[Number(index)] : undefined
    const edge = kind === 'edges' ? flow.edges[Number(index)] : undefined
    if (node !== undefined) editor.select({ node: node.id })
    else if (edge !== undefined) editor.select({ edge: edge.id })
  }
  useEffect(() => {
    const at = new URLSearchParams(current.split('?')[1]).get('at')
    if (at !== null) jump(at)
    // Only where the page was opened at counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const step = (by: 1 | -1): void => {
    const at = zooms.indexOf(zoom)
    setZoom(zooms[Math.min(zooms.length - 1, Math.max(0, at + by))] ?? 1)
  }
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(flow.label, locale) || flow.key}</b>
          <span className="m-faint m-clip">{say(model.entity(flow.entity)?.document.label, locale)}</span>
        </>
      }
      steps={draft}
      onProblem={(problem) => {
        if (problem.kind === 'flow' && problem.key === flow.key) jump(problem.path)
      }}
    >
      {narrow ? null : (
        <Palette
          kind="flow-palette"
          groups={groups}
          onAdd={(payload) => editor.add((payload as { readonly add: string }).add)}
        />
      )}
      <main className="d-canvas" aria-label={kt('canvas')}>
        <div className="d-zoom" role="group" aria-label={t('zoom')}>
          <IconButton icon="minus" label={t('zoomOut')} size={14} onClick={() => step(-1)} />
          <span className="m-num">{Math.round(zoom * 100)}%</span>
          <IconButton icon="plus" label={t('zoomIn')} size={14} onClick={() => step(1)} />
        </div>
        <FlowCanvas editor={editor} zoom={zoom} problems={problems} />
      </main>
      <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
        <FlowPanel editor={editor} />
      </SidePanel>
    </DesignerFrame>
  )
}

import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { checkFlow, type Preview } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette } from '../kit/palette.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { CanvasProvider, type Wrong } from './canvas-context.tsx'
import { FlowBar, type FlowView } from './flow-bar.tsx'
import { FlowCanvas, type FlowPayload } from './flow-canvas.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { messages } from './messages.ts'
import { isSideEdge } from './outline.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { TrialPanel } from './trial/trial-panel.tsx'
import { useTrial } from './trial/use-trial.ts'
import { type FlowEditor, useFlowEditor } from './use-flow-editor.ts'
import './flow.css'

const FreeCanvas = lazy(async () => ({ default: (await import('./free/free-canvas.tsx')).FreeCanvas }))

type FlowDraft = Draft<{ readonly flow: FlowDocument }>

/** Designs a flow as a vertical line of cards. */
export function FlowPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ flow: ['flow', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as FlowDraft} />
}

/** Id of the node or branch that a place in the document is about; empty for the flow itself. */
function idAt(flow: FlowDocument, path: string): string {
  const [, kind, index] = path.split('/')
  if (kind === 'nodes') return flow.nodes[Number(index)]?.id ?? ''
  const edge = kind === 'edges' ? flow.edges[Number(index)] : undefined
  return edge?.id ?? ''
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What is wrong, by node and branch, as the engine's own check finds it. */
function useWrong(flow: FlowDocument): Wrong {
  const t = useT(messages)
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  return useMemo(() => {
    const found = new Map<string, readonly string[]>()
    const options = { nodes: kit.nodes, assignees: kit.assignees, model, language }
    for (const { path, message, level } of checkFlow(flow, options)) {
      if (level === 'warn') continue
      const id = idAt(flow, path)
      found.set(id, [...(found.get(id) ?? []), say(message, locale)])
    }
    for (const node of flow.nodes) {
      const type = kit.nodes.find(node.type)
      const open = (type?.settings ?? []).find(({ key, required }) => required === true && isEmpty(node[key]))
      if (open !== undefined && !found.has(node.id))
        found.set(node.id, [t('fillIn', { name: say(open.label, locale) })])
    }
    return found
  }, [flow, kit, model, locale, t])
}

/** What can be put into a flow, by group, from the kit's list. */
function useGroups(): Parameters<typeof Palette>[0]['groups'] {
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const byGroup = Map.groupBy(
    kit.nodes.all.filter((type) => type.role !== 'start'),
    ({ group }) => group,
  )
  return [...byGroup].map(([key, types]) => ({
    key,
    label: groupName(kt, key),
    items: types.map(({ type, label, icon }) => ({
      key: type,
      label: label[locale],
      icon,
      payload: { add: type } satisfies FlowPayload,
    })),
  }))
}

/** Which branching nodes are folded. */
function useFolding(flow: FlowDocument, isGate: (type: string) => boolean) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const gates = flow.nodes.filter((node) => isGate(node.type)).map(({ id }) => id)
  return {
    folded,
    all: gates.length > 0 && gates.every((id) => folded.has(id)),
    fold: (id: string): void =>
      setFolded((now) =>
        now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
      ),
    foldAll: (): void => setFolded((now) => (gates.every((id) => now.has(id)) ? new Set() : new Set(gates))),
  }
}

/** Whether only outcomes and events lead out of the blocks that cards are drawn as. */
function isOfBlocks({ flow, outline, nodes }: FlowEditor): boolean {
  return outline.jumps.every((edge) => isSideEdge(flow, edge, nodes))
}

function Designer({ draft }: { readonly draft: FlowDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { current } = useNavigator()
  const editor = useFlowEditor(draft)
  const { flow } = editor
  const wrong = useWrong(flow)
  const groups = useGroups()
  const folding = useFolding(flow, (name) => {
    const type = editor.nodes.find(name)
    return type?.branching === true || type?.holds === true
  })
  const [zoom, setZoom] = useState(1)
  // Ways that cross or lead back are read more easily where they are drawn.
  const [view, setView] = useState<FlowView>(() => (isOfBlocks(editor) ? 'cards' : 'canvas'))
  const [json, setJson] = useState(false)
  const [previewing, setPreviewing] = useState(false)
  const [preview, setPreview] = useState<Preview>()
  const [trying, setTrying] = useState(false)
  const trial = useTrial(flow.key)
  const trace = trying ? trial.trace : undefined
  const way = useMemo(
    () => (preview === undefined ? undefined : new Map(preview.steps.map((step) => [step.nodeId, step]))),
    [preview],
  )
  const jump = (path: string): void => {
    const id = idAt(flow, path)
    if (id === '') return editor.select(undefined)
    editor.select(flow.nodes.some((node) => node.id === id) ? { node: id } : { edge: id })
  }
  useEffect(() => {
    const at = new URLSearchParams(current.split('?')[1]).get('at')
    if (at !== null) jump(at)
    // Only where the page was opened at counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const endPreview = (): void => {
    setPreviewing(false)
    setPreview(undefined)
  }
  const design = (
    <>
      <Palette
        kind="flow-palette"
        groups={groups}
        onAdd={(payload) => editor.add((payload as { readonly add: string }).add)}
      />
      <main className="d-canvas" aria-label={kt('canvas')}>
        <FlowBar
          editor={editor}
          wrong={wrong}
          zoom={zoom}
          onZoom={setZoom}
          previewing={previewing}
          onPreview={() => {
            setTrying(false)
            if (previewing) endPreview()
            else setPreviewing(true)
          }}
          trying={trying}
          onTry={() => {
            endPreview()
            setTrying(!trying)
          }}
          allFolded={folding.all}
          onFoldAll={folding.foldAll}
          view={view}
          onView={setView}
        />
        {view === 'cards' ? (
          <FlowCanvas
            editor={editor}
            zoom={zoom}
            wrong={wrong}
            way={way}
            trace={trace}
            folded={folding.folded}
            fold={folding.fold}
          />
        ) : (
          <CanvasProvider
            value={{
              editor,
              wrong,
              way,
              trace,
              folded: folding.folded,
              fold: folding.fold,
              aimed: undefined,
            }}
          >
            <Suspense fallback={null}>
              <FreeCanvas />
            </Suspense>
          </CanvasProvider>
        )}
      </main>
      <SidePanel
        open={previewing || trying || editor.selected !== undefined}
        onClose={() => {
          if (trying) setTrying(false)
          else if (previewing) setPreviewing(false)
          else editor.select(undefined)
        }}
      >
        {trying ? (
          <TrialPanel editor={editor} trial={trial} onClose={() => setTrying(false)} />
        ) : previewing ? (
          <PreviewPanel editor={editor} preview={preview} onPreview={setPreview} onClose={endPreview} />
        ) : (
          <FlowPanel editor={editor} />
        )}
      </SidePanel>
    </>
  )
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(flow.label, locale) || flow.key}</b>
          <span className="m-faint m-clip">{say(model.entity(flow.entity)?.document.label, locale)}</span>
        </>
      }
      steps={draft}
      tabs={[
        { key: 'flow', label: t('design'), current: !json, onClick: () => setJson(false) },
        { key: 'json', label: kt('json'), advanced: true, current: json, onClick: () => setJson(true) },
      ]}
      onProblem={(problem) => {
        if (problem.kind === 'flow' && problem.key === flow.key) jump(problem.path)
      }}
    >
      {json ? (
        <main className="d-jsons">
          <JsonView
            kind="flow"
            title={t('jsonTitle')}
            value={flow}
            onChange={(next) => draft.commit({ flow: next as FlowDocument }, t('applyJson'))}
          />
        </main>
      ) : (
        design
      )}
    </DesignerFrame>
  )
}

import { useLocale, useNarrow, useT, useUi } from '@mortise/ui'
import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  MiniMap,
  type Node,
  type NodeChange,
  applyNodeChanges,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useDropTarget } from '../../kit/dnd.tsx'
import { branchEdges, isDeciding } from '../branches.ts'
import { useCanvas } from '../canvas-context.tsx'
import { nodeOf } from '../graph.ts'
import { messages } from '../messages.ts'
import { useOutcomeName } from '../outcome-name.ts'
import { markOfEdge } from '../trial/trace.ts'
import { useEdgeWords } from '../use-edge-words.ts'
import { boxesOf } from './drawing.ts'
import { FreeNode } from './free-node.tsx'
import { addNode, connect, drop, mayConnect, placeNodes, type Spot, tidied } from './graph-edits.ts'

const nodeTypes = { step: FreeNode }

/** The flow as a graph that is drawn freely: for ways that cross or lead back. The same document as the cards. */
export function FreeCanvas(): ReactNode {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  )
}

/** Nodes with their places; one inside another after it, as the drawing wants it. */
function useDrawnNodes(): readonly Node[] {
  const { editor } = useCanvas()
  const { flow, nodes } = editor
  return useMemo(() => {
    const boxes = boxesOf(flow, nodes)
    const depth = (id: string | undefined): number => {
      const parent = id === undefined ? undefined : nodeOf(flow, id)?.parent
      return parent === undefined ? 0 : 1 + depth(parent)
    }
    return flow.nodes
      .toSorted((a, b) => depth(a.id) - depth(b.id))
      .map((node): Node => {
        const { x, y, width, height } = boxes.get(node.id) ?? { x: 0, y: 0, width: 200, height: 68 }
        const parent = nodeOf(flow, node.parent ?? '')?.id
        return {
          id: node.id,
          type: 'step',
          position: { x, y },
          width,
          height,
          data: {},
          deletable: nodes.find(node.type)?.role !== 'start',
          draggable: nodes.find(node.type)?.attaches !== true,
          zIndex: nodes.find(node.type)?.attaches === true ? 10 : 0,
          ...(parent === undefined ? {} : { parentId: parent }),
        }
      })
  }, [flow, nodes])
}

/** Edges with what they ask in words. */
function useDrawnEdges(): readonly Edge[] {
  const { editor, trace } = useCanvas()
  const { flow, nodes, selected } = editor
  const words = useEdgeWords(flow)
  const outcomeName = useOutcomeName(editor)
  const t = useT(messages)
  return flow.edges.map((edge): Edge => {
    const gate = nodeOf(flow, edge.source)
    const many = branchEdges(flow, edge.source, nodes).length > 1
    const label =
      gate?.['default'] === edge.id
        ? t('default')
        : edge.condition === undefined
          ? outcomeName(edge) || (many && isDeciding(gate, nodes) ? t('noCondition') : '')
          : words(edge.condition)
    return {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      type: 'smoothstep',
      ...(trace === undefined ? {} : { className: `t-${markOfEdge(trace, edge.id)}` }),
      markerEnd: { type: MarkerType.ArrowClosed },
      selected: selected !== undefined && 'edge' in selected && selected.edge === edge.id,
      ...(edge.outcome === undefined ||
      edge.outcome === nodes.find(gate?.type ?? '')?.ports(gate ?? { id: '', type: '' })[0]?.key
        ? { sourceHandle: 'out' }
        : { sourceHandle: edge.outcome }),
      ...(label === '' ? {} : { label }),
    }
  })
}

function Canvas(): ReactNode {
  const t = useT(messages)
  const { mode } = useUi()
  const locale = useLocale()
  const narrow = useNarrow()
  const { editor } = useCanvas()
  const { flow, nodes } = editor
  const { screenToFlowPosition, getIntersectingNodes } = useReactFlow()
  const drawn = useDrawnNodes()
  const edges = useDrawnEdges()
  const [shown, setShown] = useState<Node[]>([...drawn])
  const on = editor.selected !== undefined && 'node' in editor.selected ? editor.selected.node : undefined
  useEffect(() => setShown(drawn.map((node) => ({ ...node, selected: node.id === on }))), [drawn, on])
  const put = (payload: { readonly add: string }, point: Spot): void => {
    const type = nodes.find(payload.add)
    if (type === undefined) return
    if (type.attaches === true) return editor.add(payload.add)
    const at = screenToFlowPosition(point)
    const around = getIntersectingNodes({ ...at, width: 1, height: 1 })
      .filter(({ id }) => nodes.find(nodeOf(flow, id)?.type ?? '')?.holds === true)
      .at(-1)
    const inner = around === undefined ? at : { x: at.x - around.position.x, y: at.y - around.position.y }
    editor.commit(
      addNode(flow, type, { at: inner, parent: around?.id }),
      t('addNode', { name: type.label[locale] }),
    )
  }
  const { ref } = useDropTarget<{ readonly add: string }>('flow-palette', {
    canDrop: () => true,
    onDrop: put,
  })
  const moved = (): void => {
    const before = new Map(drawn.map((node) => [node.id, node.position]))
    const spots = shown.filter(({ id, position }) => {
      const was = before.get(id)
      return was?.x !== position.x || was.y !== position.y
    })
    if (spots.length === 0) return
    const given = spots.map(
      ({ id, position: { x, y } }) => [id, { x: Math.round(x), y: Math.round(y) }] as const,
    )
    editor.commit(placeNodes(flow, new Map(given)), t('placeNodes'))
  }
  return (
    <div className="f-free-canvas" ref={ref}>
      <ReactFlow
        nodes={shown}
        edges={[...edges]}
        nodeTypes={nodeTypes}
        colorMode={mode}
        fitView
        fitViewOptions={{ minZoom: 0.5, maxZoom: 1 }}
        minZoom={0.2}
        deleteKeyCode={['Delete', 'Backspace']}
        proOptions={{ hideAttribution: true }}
        onNodesChange={(changes: NodeChange[]) =>
          setShown((now) =>
            applyNodeChanges(
              changes.filter(({ type }) => type !== 'remove'),
              now,
            ),
          )
        }
        onNodeDragStop={moved}
        onNodeClick={(_, { id }) => editor.select({ node: id })}
        onEdgeClick={(_, { id }) => editor.select({ edge: id })}
        onPaneClick={() => editor.select(undefined)}
        onDelete={({ nodes: gone, edges: cut }) => {
          const ids = { nodes: gone.map(({ id }) => id), edges: cut.map(({ id }) => id) }
          editor.commit(drop(flow, ids, nodes), t('removeParts'))
          editor.select(undefined)
        }}
        isValidConnection={({ source, target }) => mayConnect(flow, source, target, nodes)}
        onConnect={({ source, target, sourceHandle }) =>
          editor.commit(
            connect(
              flow,
              {
                source,
                target,
                outcome: sourceHandle === 'out' || sourceHandle === null ? undefined : sourceHandle,
              },
              nodes,
            ),
            t('connect'),
          )
        }
        ariaLabelConfig={{
          'controls.ariaLabel': t('zoom'),
          'controls.zoomIn.ariaLabel': t('zoomIn'),
          'controls.zoomOut.ariaLabel': t('zoomOut'),
          'controls.fitView.ariaLabel': t('fitView'),
          'minimap.ariaLabel': t('map'),
        }}
      >
        <Background gap={20} />
        {narrow ? null : <MiniMap pannable zoomable />}
        <Controls showInteractive={false} />
      </ReactFlow>
      {flow.layout === undefined ? null : (
        <button
          type="button"
          className="f-bar-button f-tidy"
          onClick={() => editor.commit(tidied(flow), t('tidy'))}
        >
          {t('tidy')}
        </button>
      )}
    </div>
  )
}

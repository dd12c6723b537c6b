import { arrange, type Box, drawable, type EfficiencyReport } from '@mortise/flows'
import type { FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { Card, SegmentedControl, useT } from '@mortise/ui'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { heatOf, heats, type Heat, warmth } from './heat.ts'
import { messages } from './messages.ts'
import { type Clock, sayLength, sayPart } from './say.ts'

type Node = EfficiencyReport['drawing']['nodes'][number]

const small: ReadonlySet<string> = new Set([
  'start_event',
  'end_event',
  'terminate_end_event',
  'error_end_event',
])
const isGate = (type: string): boolean => type.endsWith('_gateway')

function sizeOf({ type, attachedTo }: FlowNodeDocument): { readonly width: number; readonly height: number } {
  if (typeof attachedTo === 'string') return { width: 28, height: 28 }
  if (isGate(type)) return { width: 112, height: 34 }
  return small.has(type) ? { width: 72, height: 32 } : { width: 168, height: 56 }
}

type Placed = { readonly node: Node; readonly box: Box }

/** Nodes with their places on the whole drawing. */
function usePlaces(drawing: EfficiencyReport['drawing']): ReadonlyMap<string, Placed> {
  return useMemo(() => {
    const graph = drawing as unknown as Pick<FlowDocument, 'nodes' | 'edges'>
    const boxes = arrange(graph, {
      size: sizeOf,
      gap: { width: 28, height: 40 },
      pad: { side: 14, top: 30 },
    })
    const nodes = new Map(drawing.nodes.map((node) => [node.id, node]))
    const corner = (id: string | undefined): { x: number; y: number } => {
      const [node, box] = [nodes.get(id ?? ''), boxes.get(id ?? '')]
      if (node === undefined || box === undefined) return { x: 0, y: 0 }
      const outer = corner(node.parent)
      return { x: outer.x + box.x, y: outer.y + box.y }
    }
    return new Map(
      drawing.nodes.flatMap((node): readonly (readonly [string, Placed])[] => {
        const box = boxes.get(node.id)
        return box === undefined ? [] : [[node.id, { node, box: { ...box, ...corner(node.id) } }]]
      }),
    )
  }, [drawing])
}

/** A line from the foot of one node to the head of the next, or around the side where it leads back. */
function lineOf(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y]
  if (y2 > y1) {
    const middle = y2 - Math.min(20, (y2 - y1) / 2)
    return `M${x1} ${y1}V${middle}H${x2}V${y2}`
  }
  const side = Math.max(from.x + from.width, to.x + to.width) + 16
  return `M${from.x + from.width} ${from.y + from.height / 2}H${side}V${to.y + to.height / 2}H${to.x + to.width}`
}

/** The flow as it is drawn, the warmer the more. */
export function HeatMap({
  report,
  clock,
  onPick,
}: {
  readonly report: EfficiencyReport
  readonly clock: Clock
  readonly onPick: (node: string, name: string) => void
}): ReactNode {
  const t = useT(messages)
  const [heat, setHeat] = useState<Heat>('share')
  const { drawing, figures } = report
  const places = usePlaces(drawing)
  const warm = useMemo(() => warmth(heat, figures, clock), [heat, figures, clock])
  const byNode = new Map(figures.nodes.map((node) => [node.nodeId, node]))
  const all = [...places.values()]
  const width = Math.max(200, ...all.map(({ box }) => box.x + box.width)) + 36
  const height = Math.max(80, ...all.map(({ box }) => box.y + box.height)) + 12
  const said = (id: string): string => {
    const node = byNode.get(id)
    if (node === undefined) return ''
    const value = heatOf(heat, node, { figures, clock })
    return heat === 'median' ? sayLength(t, value, clock) : sayPart(value)
  }
  const pressed = (event: KeyboardEvent, node: Node): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onPick(node.id, node.name)
  }
  return (
    <Card
      className="m-eff-map"
      title={t('drawing')}
      actions={
        <SegmentedControl
          label={t('heat')}
          value={heat}
          onChange={setHeat}
          options={heats.map((one) => ({ value: one, label: t(`heat_${one}`) }))}
        />
      }
    >
      <div className="m-eff-canvas" tabIndex={0} role="group" aria-label={t('drawing')}>
        <svg viewBox={`-12 -8 ${width} ${height}`} style={{ width, maxWidth: '100%' }}>
          {drawable(drawing as never).map(({ id, source, target }) => {
            const [from, to] = [places.get(source), places.get(target)]
            return from === undefined || to === undefined ? null : (
              <path key={id} className="m-eff-line" d={lineOf(from.box, to.box)} />
            )
          })}
          {all.map(({ node, box }) => {
            const figures_ = byNode.get(node.id)
            const holds = drawing.nodes.some(({ parent }) => parent === node.id)
            const plain = small.has(node.type) || isGate(node.type) || node.attachedTo !== undefined
            const active = figures_ !== undefined && figures_.came > 0
            return (
              <g
                key={node.id}
                className="m-eff-node"
                data-plain={plain}
                data-people={node.people}
                transform={`translate(${box.x} ${box.y})`}
                {...(active
                  ? {
                      role: 'button',
                      tabIndex: 0,
                      'aria-label': t('seeRuns', {
                        name: `${node.name} ${plain ? '' : said(node.id)}`.trim(),
                      }),
                      onClick: () => onPick(node.id, node.name),
                      onKeyDown: (event: KeyboardEvent) => pressed(event, node),
                    }
                  : {})}
              >
                <rect className="m-eff-ground" width={box.width} height={box.height} rx={plain ? 16 : 6} />
                <rect
                  className="m-eff-warm"
                  width={box.width}
                  height={box.height}
                  rx={plain ? 16 : 6}
                  style={{ opacity: plain || holds ? 0 : 0.08 + 0.62 * (warm.get(node.id) ?? 0) }}
                />
                {node.attachedTo === undefined ? (
                  <foreignObject width={box.width} height={holds ? 30 : box.height}>
                    <div className="m-eff-label">
                      {/* Read out as one: the gap between the words is heard, and not seen. */}
                      <span>{node.name}</span>{' '}
                      {plain || figures_ === undefined ? null : <b>{said(node.id)}</b>}
                    </div>
                  </foreignObject>
                ) : null}
              </g>
            )
          })}
        </svg>
      </div>
      <p className="m-eff-scale m-faint">
        {t('less')}
        <i aria-hidden="true" />
        {t('more')}
      </p>
    </Card>
  )
}

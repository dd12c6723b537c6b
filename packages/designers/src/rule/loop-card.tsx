import { say } from '@mortise/errors'
import type { LoopProof } from '@mortise/kit'
import { Card, Icon, Link, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { pathLabel } from '../kit/names.ts'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { messages } from './run-messages.ts'

type Loop = LoopProof['loops'][number]['loop']

/** What the drafts would set off, as of the last save. */
function useProof(): LoopProof | undefined {
  const { api } = useWorkbench()
  const { saves } = useSpace()
  return useQuery({
    queryKey: ['design', 'proof', saves],
    queryFn: () => api.ruleProof(),
    placeholderData: (previous) => previous,
  }).data
}

/** Circles a rule stands in, each drawn, and rules that contradict it; nothing where there are none. */
export function LoopCard({ rule }: { readonly rule: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const proof = useProof()
  const loops = (proof?.loops ?? []).filter(({ loop }) =>
    loop.nodes.some(({ kind, key }) => kind === 'rule' && key === rule),
  )
  const conflicts = (proof?.conflicts ?? []).filter(({ rules }) => rules.includes(rule))
  return (
    <>
      {loops.length === 0 ? null : (
        <Card
          className="d-loops"
          title={
            <span className="m-row">
              <Icon name="refresh-cw" /> {t('loops')}
            </span>
          }
        >
          <p>{t('loopsNote')}</p>
          {loops.map(({ loop }, at) => (
            <LoopPicture key={at} loop={loop} />
          ))}
        </Card>
      )}
      {conflicts.length === 0 ? null : (
        <Card className="d-loops" title={t('conflicts')}>
          <ul className="d-findings">
            {conflicts.map((one, at) => (
              <li key={at} data-tone={one.ordered ? 'warn' : 'bad'}>
                <Icon name="triangle-alert" size={14} />
                <span>{say(one.message, locale)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

const [wide, tall] = [560, 250]
const [reachX, reachY] = [190, 82]
const kinds = { rule: 'rule', flow: 'flow' } as const

/** A circle of names: what stands in it, and why each sets off the next. */
function LoopPicture({ loop }: { readonly loop: Loop }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { nodes, edges } = loop
  const placeOf = (at: number, spread = 1): { readonly x: number; readonly y: number } => {
    const angle = (at / nodes.length) * 2 * Math.PI - Math.PI / 2
    return {
      x: wide / 2 + Math.cos(angle) * reachX * spread,
      y: tall / 2 + Math.sin(angle) * reachY * spread,
    }
  }
  const why = (edge: Loop['edges'][number]): string => {
    if (edge.via === null) return t('loopStarts')
    const entity = model.entity(edge.via.entity)
    if (edge.via.field === '*')
      return t('loopRecord', { entity: say(entity?.document.label, locale) || edge.via.entity })
    return t('loopVia', { field: pathLabel({ model, locale }, entity, edge.via.field) })
  }
  const names = nodes.map(({ label, key }) => say(label, locale) || key).join(t('arrow'))
  return (
    <div className="d-loop" role="img" aria-label={t('loopPicture', { names })}>
      <svg viewBox={`0 0 ${wide} ${tall}`} aria-hidden="true">
        <defs>
          <marker
            id="loop-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {nodes.map((node, at) => {
          const parts = nodes.length === 1 ? [0.08, 0.92] : [0.2, 0.8]
          const [from, to] = parts.map((part) => placeOf(at + part)) as [
            ReturnType<typeof placeOf>,
            ReturnType<typeof placeOf>,
          ]
          const large = nodes.length === 1 ? 1 : 0
          return (
            <path
              key={node.id}
              d={`M${from.x} ${from.y} A${reachX} ${reachY} 0 ${large} 1 ${to.x} ${to.y}`}
              markerEnd="url(#loop-arrow)"
            />
          )
        })}
      </svg>
      {nodes.map((node, at) => {
        const { x, y } = placeOf(at)
        const kind = kinds[node.kind as 'rule']
        const name = say(node.label, locale) || node.key
        return (
          <span
            key={node.id}
            className="d-loop-node"
            style={{ insetInlineStart: `${(x / wide) * 100}%`, top: `${(y / tall) * 100}%` }}
          >
            {kind === undefined ? name : <Link href={designHref(kind, node.key)}>{name}</Link>}
          </span>
        )
      })}
      {edges.map((edge, at) => {
        const { x, y } = placeOf(at + 0.5, nodes.length === 1 ? 1 : 0.62)
        return (
          <small
            key={at}
            className="d-loop-why"
            title={say(edge.sentence, locale)}
            style={{ insetInlineStart: `${(x / wide) * 100}%`, top: `${(y / tall) * 100}%` }}
          >
            {why(edge)}
          </small>
        )
      })}
    </div>
  )
}

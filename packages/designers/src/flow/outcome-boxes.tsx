import type { FlowNodeDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { setOutcome } from './commands.ts'
import { messages } from './messages.ts'
import { roomOf } from './outline.ts'
import { startEnd } from './start-node.ts'
import type { FlowEditor } from './use-flow-editor.ts'

const [byFlow, ownWay] = [' flow', ' own']

type Props = { readonly editor: FlowEditor; readonly node: FlowNodeDocument }

/** Steps that a way out of a node may lead to: those that lie beside it. */
function useTargets({ editor, node }: Props): readonly { readonly value: string; readonly label: string }[] {
  const t = useT(messages)
  const { flow, nodes } = editor
  const room = roomOf(flow, node, nodes)
  return flow.nodes
    .filter((one) => {
      const type = nodes.find(one.type)
      const fits = type?.role !== 'start' && type?.branching !== true && type?.attaches !== true
      return fits && one.id !== node.id && roomOf(flow, one, nodes) === room
    })
    .map((one) => ({ value: one.id, label: t('goesTo', { name: editor.nameOf(one.id) }) }))
}

/** What each other outcome of a step leads to. */
export function OutcomeBoxes(props: Props): ReactNode {
  const { editor, node } = props
  const t = useT(messages)
  const locale = useLocale()
  const { flow, nodes } = editor
  const ports = (nodes.find(node.type)?.ports(node) ?? []).slice(1)
  const flowSays = t(flow.onReject === 'returnToStarter' ? 'rejectReturns' : 'rejectEnds')
  return ports.map(({ key, label }) => (
    <WayBox
      key={key}
      {...props}
      outcome={key}
      name={t('outcome', { name: label?.[locale] ?? key })}
      none={t('byFlow', { text: flowSays })}
    />
  ))
}

/** Where one way out of a node leads: what an outcome, or an event on its edge, brings about. */
export function WayBox({
  outcome,
  name,
  none,
  ...props
}: Props & {
  /** Undefined for the only way of an event. */
  readonly outcome: string | undefined
  readonly name: string
  /** What it is called when no way leads out; absent where one has to. */
  readonly none?: string
}): ReactNode {
  const { editor, node } = props
  const t = useT(messages)
  const id = useId()
  const { flow, nodes } = editor
  const targets = useTargets(props)
  const edge = flow.edges.find((one) => one.source === node.id && one.outcome === outcome)
  const change = (choice: string): void => {
    const to = choice === byFlow ? undefined : choice === ownWay ? startEnd(flow, nodes) : choice
    editor.commit(setOutcome(flow, { node: node.id, outcome, to, nodes }), t('setOutcome'))
  }
  return (
    <div className="f-outcome">
      <label htmlFor={id}>{name}</label>
      <Select<string>
        id={id}
        aria-label={name}
        value={edge?.target ?? byFlow}
        options={[
          ...(none === undefined ? [] : [{ value: byFlow, label: none }]),
          { value: ownWay, label: t('ownWay') },
          ...targets,
        ]}
        onChange={change}
      />
    </div>
  )
}

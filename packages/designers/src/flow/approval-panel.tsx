import type { ApprovalSettings, FieldDocument, FlowNodeDocument } from '@mortise/schema'
import { Tabs, useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { flatApproval, nestedApproval } from './approval.ts'
import { setOutcome } from './commands.ts'
import { messages } from './messages.ts'
import { approversShown, fieldProperties, moreProperties, operationProperties } from './properties.ts'
import { startEnd } from './start-node.ts'
import type { FlowEditor } from './use-flow-editor.ts'

type Values = { readonly [key: string]: unknown }
type Write = (values: Values, changed: string) => void

/** What people decide at a step: who, what they may do, which fields they see, and the rest. */
export function ApprovalPanel({
  editor,
  node,
  approvalAt,
  panel,
  patch,
}: {
  readonly editor: FlowEditor
  readonly node: FlowNodeDocument
  /** Setting that holds the approval. */
  readonly approvalAt: string
  readonly panel: (
    part: string,
    settings: readonly FieldDocument[],
    given: { readonly values: Values; readonly write: Write },
  ) => ReactNode
  readonly patch: (change: Values, changed: string) => void
}): ReactNode {
  const t = useT(messages)
  const approval = node[approvalAt] as Partial<ApprovalSettings> | undefined
  const flat = flatApproval(approval)
  const tab = (key: string, label: string, settings: readonly FieldDocument[], foot?: ReactNode): object => {
    const write: Write = (values, changed) => {
      const own = Object.fromEntries(settings.map((one) => [one.key, values[one.key]]))
      patch({ [approvalAt]: nestedApproval({ ...flat, ...own }, approval) }, changed)
    }
    const children = (
      <>
        {panel(key, settings, { values: flat, write })}
        {foot}
      </>
    )
    return { key, label, children }
  }
  return (
    <Tabs
      size="small"
      className="f-tabs"
      items={
        [
          tab('approvers', t('tabApprovers'), approversShown(flat)),
          tab('operations', t('tabOperations'), operationProperties),
          tab('fields', t('tabFields'), fieldProperties),
          tab('more', t('tabMore'), moreProperties, <OutcomeBoxes editor={editor} node={node} />),
        ] as never
      }
    />
  )
}

const [byFlow, ownWay] = [' flow', ' own']

/** What each other outcome of a step leads to. */
function OutcomeBoxes({
  editor,
  node,
}: {
  readonly editor: FlowEditor
  readonly node: FlowNodeDocument
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const id = useId()
  const { flow, nodes } = editor
  const ports = (nodes.find(node.type)?.ports(node) ?? []).slice(1)
  const flowSays = t(flow.onReject === 'returnToStarter' ? 'rejectReturns' : 'rejectEnds')
  const others = flow.nodes.filter((one) => {
    const type = nodes.find(one.type)
    return one.id !== node.id && type?.role !== 'start' && type?.branching !== true
  })
  const change = (outcome: string, choice: string): void => {
    const to = choice === byFlow ? undefined : choice === ownWay ? startEnd(flow, nodes) : choice
    editor.commit(setOutcome(flow, { node: node.id, outcome, to, nodes }), t('setOutcome'))
  }
  return ports.map(({ key, label }) => {
    const edge = flow.edges.find((one) => one.source === node.id && one.outcome === key)
    const name = t('outcome', { name: label?.[locale] ?? key })
    return (
      <div key={key} className="f-outcome">
        <label htmlFor={`${id}-${key}`}>{name}</label>
        <Select<string>
          id={`${id}-${key}`}
          aria-label={name}
          value={edge?.target ?? byFlow}
          options={[
            { value: byFlow, label: t('byFlow', { text: flowSays }) },
            { value: ownWay, label: t('ownWay') },
            ...others.map((one) => ({ value: one.id, label: t('goesTo', { name: editor.nameOf(one.id) }) })),
          ]}
          onChange={(choice) => change(key, choice)}
        />
      </div>
    )
  })
}

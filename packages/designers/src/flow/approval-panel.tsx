import type { ApprovalSettings, FieldDocument, FlowNodeDocument } from '@mortise/schema'
import { SegmentedControl, Tabs, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { asKind, flatApproval, kindOf, nestedApproval, taskKinds } from './approval.ts'
import { messages } from './messages.ts'
import { OutcomeBoxes } from './outcome-boxes.tsx'
import {
  approversShown,
  fieldProperties,
  moreProperties,
  operationsShown,
  timeoutProperties,
} from './properties.ts'
import type { FlowEditor } from './use-flow-editor.ts'

type Values = { readonly [key: string]: unknown }
type Write = (values: Values, changed: string) => void

/** What people decide at a step: who, what they may do, which fields they see, and the rest. */
export function ApprovalPanel({
  editor,
  node,
  approvalAt,
  further,
  panel,
  patch,
}: {
  readonly editor: FlowEditor
  readonly node: FlowNodeDocument
  /** Setting that holds the approval. */
  readonly approvalAt: string
  /** Settings of the node beside the approval. */
  readonly further: ReactNode
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
  const kind = kindOf(approval)
  const more = (
    <>
      <OutcomeBoxes editor={editor} node={node} />
      {further}
    </>
  )
  return (
    <>
      <SegmentedControl
        label={t('taskKind')}
        value={kind}
        options={taskKinds.map((one) => ({ value: one, label: t(`kind_${one}`) }))}
        onChange={(next) => patch({ [approvalAt]: asKind(approval, next) }, 'kind')}
      />
      <p className="m-faint d-panel-note">{t(`kindNote_${kind}`)}</p>
      <Tabs
        size="small"
        className="f-tabs"
        items={
          [
            tab('approvers', t(`tabApprovers_${kind}`), approversShown(flat, kind)),
            tab('operations', t('tabOperations'), operationsShown(kind)),
            tab('fields', t('tabFields'), fieldProperties),
            tab('timeouts', t('tabTimeouts'), timeoutProperties),
            tab('more', t('tabMore'), moreProperties, more),
          ] as never
        }
      />
    </>
  )
}

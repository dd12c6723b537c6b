import { say } from '@mortise/errors'
import { flowScope } from '@mortise/flows'
import type { ApprovalSettings, FieldDocument, FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Button, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { Panel } from '../kit/panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { flatApproval, nestedApproval } from './approval.ts'
import { editEdge, editNode, makeDefault } from './commands.ts'
import { messages } from './messages.ts'
import {
  approverProperties,
  branchProperties,
  fieldProperties,
  flowProperties,
  moreProperties,
  nameProperty,
  operationProperties,
  startProperties,
} from './properties.ts'
import { approvalKey } from './start-node.ts'
import type { FlowEditor } from './use-flow-editor.ts'

type Values = { readonly [key: string]: unknown }

/** The drawer at the right: settings of the node, the branch or the flow. */
export function FlowPanel({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const { selected, flow } = editor
  const node =
    selected !== undefined && 'node' in selected
      ? flow.nodes.find((one) => one.id === selected.node)
      : undefined
  const edge = selected !== undefined && 'edge' in selected ? selected.edge : undefined
  return (
    <div className="d-panel-body" onBlur={editor.draft.seal}>
      {node !== undefined ? (
        <NodePanel key={node.id} editor={editor} node={node} />
      ) : edge !== undefined ? (
        <BranchPanel key={edge} editor={editor} id={edge} />
      ) : (
        <WholePanel editor={editor} />
      )}
    </div>
  )
}

type NodeProps = { readonly editor: FlowEditor; readonly node: FlowNodeDocument }

function NodePanel({ editor, node }: NodeProps): ReactNode {
  const t = useT(messages)
  const { kit, model } = useWorkbench()
  const { flow, draft } = editor
  const type = kit.nodes.find(node.type)
  const name = editor.nameOf(node)
  const entity = model.entity(flow.entity)
  const scope = entity === undefined ? undefined : flowScope(flow, entity.scope)
  const patch = (change: Values, changed: string): void =>
    draft.commit({ flow: editNode(flow, node.id, change) }, t('editNode', { name }), `${node.id} ${changed}`)
  const panel = (
    part: string,
    settings: readonly FieldDocument[],
    values: Values,
    onChange: (values: Values, changed: string) => void,
  ): ReactNode => (
    <Panel
      name={`${part}-${node.id}`}
      settings={settings}
      values={values}
      home={flow.entity}
      scope={scope}
      onChange={onChange}
    />
  )
  const write = (settings: readonly FieldDocument[]) => (values: Values, changed: string) =>
    patch(Object.fromEntries(settings.map(({ key }) => [key, values[key]])), changed)
  const heading = panel('name', [nameProperty], node, write([nameProperty]))
  const key = approvalKey(type)
  if (key !== undefined)
    return (
      <ApprovalPanel
        editor={editor}
        node={node}
        approvalAt={key}
        panel={panel}
        heading={heading}
        patch={patch}
      />
    )
  const shown = (type?.settings ?? []).filter(({ key: one }) => one !== 'default')
  return (
    <>
      <h2 className="d-panel-title">{name}</h2>
      {heading}
      {type?.role === 'start'
        ? panel('start', startProperties, flow.start, (values, changed) =>
            draft.commit(
              { flow: { ...flow, start: { ...values } as FlowDocument['start'] } },
              t('editFlow'),
              `start ${changed}`,
            ),
          )
        : null}
      {shown.length === 0 ? null : panel('settings', shown, node, write(shown))}
    </>
  )
}

function ApprovalPanel({
  editor,
  node,
  approvalAt,
  panel,
  heading,
  patch,
}: NodeProps & {
  readonly approvalAt: string
  readonly panel: (
    part: string,
    settings: readonly FieldDocument[],
    values: Values,
    onChange: (values: Values, changed: string) => void,
  ) => ReactNode
  readonly heading: ReactNode
  readonly patch: (change: Values, changed: string) => void
}): ReactNode {
  const t = useT(messages)
  const approval = node[approvalAt] as Partial<ApprovalSettings> | undefined
  const flat = flatApproval(approval)
  const write = (settings: readonly FieldDocument[]) => (values: Values, changed: string) => {
    const own = Object.fromEntries(settings.map(({ key }) => [key, values[key]]))
    patch({ [approvalAt]: nestedApproval({ ...flat, ...own }, approval) }, changed)
  }
  const tab = (key: string, label: string, settings: readonly FieldDocument[]) => ({
    key,
    label,
    children: panel(key, settings, flat, write(settings)),
  })
  return (
    <>
      <h2 className="d-panel-title">{editor.nameOf(node)}</h2>
      {heading}
      <Tabs
        size="small"
        items={[
          tab('approvers', t('tabApprovers'), approverProperties),
          tab('operations', t('tabOperations'), operationProperties),
          tab('fields', t('tabFields'), fieldProperties),
          tab('more', t('tabMore'), moreProperties),
        ]}
      />
    </>
  )
}

function BranchPanel({ editor, id }: { readonly editor: FlowEditor; readonly id: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { flow, draft } = editor
  const edge = flow.edges.find((one) => one.id === id)
  const gate = flow.nodes.find((one) => one.id === edge?.source)
  const type = kit.nodes.find(gate?.type ?? '')
  if (edge === undefined || gate === undefined) return null
  const conditional = type?.ports(gate).some((port) => port.conditional === true) === true
  const fallback = gate['default'] === id
  const entity = model.entity(flow.entity)
  const scope = entity === undefined ? undefined : flowScope(flow, entity.scope)
  const commit = (next: FlowDocument, merge: string): void =>
    draft.commit({ flow: next }, t('editBranch'), merge)
  return (
    <>
      <h2 className="d-panel-title">{say(edge.name, locale) || t('editBranch')}</h2>
      <Panel
        name={`branch-${id}`}
        settings={branchProperties}
        values={edge}
        home={flow.entity}
        onChange={(values) => commit(editEdge(flow, id, { name: values['name'] }), `branch ${id}`)}
      />
      {conditional && fallback ? <p className="m-faint d-panel-note">{t('defaultNote')}</p> : null}
      {conditional && !fallback ? (
        <div className="d-narrow-condition d-panel-note">
          <ConditionBuilder
            value={edge.condition ?? null}
            entity={flow.entity}
            scope={scope}
            onChange={(next) =>
              commit(editEdge(flow, id, { condition: next ?? undefined }), `condition ${id}`)
            }
          />
          <Button
            size="small"
            onClick={() => draft.commit({ flow: makeDefault(flow, id) }, t('makeDefault'))}
          >
            {t('makeDefault')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function WholePanel({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const { flow, draft } = editor
  const values = {
    enabled: true,
    onReject: 'end',
    ...flow,
    lock: flow.lock?.enabled === true,
    lockExcept: flow.lock?.except,
  }
  return (
    <>
      <h2 className="d-panel-title">{t('flow')}</h2>
      <Panel
        name="flow"
        settings={flowProperties}
        values={values}
        home={flow.entity}
        onChange={({ lock, lockExcept, ...plain }, changed) => {
          const except = Array.isArray(lockExcept) ? (lockExcept as string[]) : undefined
          const locked = { enabled: lock === true, ...(except === undefined ? {} : { except }) }
          const next = { ...flow, enabled: false, ...plain, lock: locked } as FlowDocument
          draft.commit({ flow: next }, t('editFlow'), `flow ${changed}`)
        }}
      />
    </>
  )
}

import { say } from '@mortise/errors'
import { flowScope } from '@mortise/flows'
import type { FieldDocument, FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { Panel } from '../kit/panel.tsx'
import { PartKey } from '../kit/part-key.tsx'
import { runAsChosen, runAsSetting, runAsShown } from '../kit/run-as.ts'
import { useFormer } from '../kit/use-former.ts'
import { newSchedule, ScheduleTrigger } from '../rule/schedule-trigger.tsx'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { ApprovalPanel } from './approval-panel.tsx'
import { BranchList, BranchPanel } from './branch-panel.tsx'
import { NodeChoicesProvider } from '../kit/node-choices.ts'
import { editFlow, editNode } from './commands.ts'
import { nodeOf } from './graph.ts'
import { MeetingBox } from './meeting-box.tsx'
import { messages } from './messages.ts'
import { OutcomeBoxes, WayBox } from './outcome-boxes.tsx'
import { flowProperties, nameProperty, startShown } from './properties.ts'
import '../styles/automation.css'
import { approvalKey } from './start-node.ts'
import type { FlowEditor } from './use-flow-editor.ts'

type Values = { readonly [key: string]: unknown }

/** The drawer at the right: settings of the node, the branch or the flow. */
export function FlowPanel({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const { selected, flow } = editor
  const node = selected !== undefined && 'node' in selected ? nodeOf(flow, selected.node) : undefined
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

// In a flow people are named the way its engine finds them.
function shownAs(setting: FieldDocument): FieldDocument {
  return setting.settings?.['editor'] === 'people'
    ? { ...setting, settings: { ...setting.settings, editor: 'assignees' } }
    : setting
}

/** Nodes that settings of one may name, as choices. */
function useChoices({ editor, node }: NodeProps) {
  const { flow } = editor
  return useMemo(
    () =>
      flow.nodes
        .filter(({ id }) => id !== node.id)
        .map(({ id, type }) => {
          const found = editor.nodes.find(type)
          const people = approvalKey(found) !== undefined
          return {
            value: id,
            label: editor.nameOf(id),
            people,
            ...(found === undefined ? {} : { icon: found.icon }),
          }
        }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [flow.nodes, node.id],
  )
}

function NodePanel({ editor, node }: NodeProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { flow, nodes } = editor
  const type = nodes.find(node.type)
  const name = editor.nameOf(node.id)
  const entity = model.entity(flow.entity)
  const scope = entity === undefined ? undefined : flowScope(flow, entity.scope)
  const patch = (change: Values, changed: string): void =>
    editor.commit(editNode(flow, node.id, change), t('editNode', { name }), `${node.id} ${changed}`)
  const panel = (
    part: string,
    settings: readonly FieldDocument[],
    given: { readonly values: Values; readonly write: (values: Values, changed: string) => void },
  ): ReactNode => (
    <Panel
      name={`${part}-${node.id}`}
      settings={settings}
      values={given.values}
      home={flow.entity}
      scope={scope}
      onChange={given.write}
    />
  )
  const write = (settings: readonly FieldDocument[]) => (values: Values, changed: string) =>
    patch(Object.fromEntries(settings.map(({ key }) => [key, values[key]])), changed)
  const own = (part: string, settings: readonly FieldDocument[]): ReactNode =>
    panel(part, settings, { values: node, write: write(settings) })
  const key = approvalKey(type)
  const branching = type?.branching === true
  const choices = useChoices({ editor, node })
  const shown = branching
    ? []
    : (type?.settings ?? []).filter((one) => one.key !== key && one.key !== 'attachedTo').map(shownAs)
  const outcomes = (type?.ports(node).length ?? 0) > 1
  const host = node['attachedTo']
  return (
    <NodeChoicesProvider value={choices}>
      <h2 className="d-panel-title">{t('step', { name })}</h2>
      {own('name', [nameProperty])}
      <PartKey part={{ kind: 'flow', key: flow.key, part: 'node', name: node.id }} label={name} />
      {key !== undefined ? (
        <ApprovalPanel
          editor={editor}
          node={node}
          approvalAt={key}
          further={shown.length > 0 ? own('settings', shown) : null}
          panel={panel}
          patch={patch}
        />
      ) : null}
      {type?.role === 'start' ? <StartPanel editor={editor} /> : null}
      {branching ? <BranchList editor={editor} gate={node.id} /> : null}
      {branching ? <MeetingBox editor={editor} gate={node.id} /> : null}
      {typeof host === 'string' ? (
        <p className="m-faint d-panel-note">{t('standsOn', { name: editor.nameOf(host) })}</p>
      ) : null}
      {key === undefined && shown.length > 0 ? own('settings', shown) : null}
      {key === undefined && outcomes ? <OutcomeBoxes editor={editor} node={node} /> : null}
      {type?.attaches === true ? (
        <WayBox editor={editor} node={node} outcome={undefined} name={t('edgeWay')} />
      ) : null}
      {type === undefined ? (
        <p className="m-error d-panel-note">{t('unknown', { type: node.type })}</p>
      ) : null}
    </NodeChoicesProvider>
  )
}

function StartPanel({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const roles = useDocuments('role')
  const { flow } = editor
  const { permission, ...start } = flow.start
  const settings = startShown(
    start.type,
    roles.map((role) => [role.key, say(role.label, locale)] as const),
  )
  const put = (next: FlowDocument['start'], changed: string): void =>
    editor.commit(editFlow(flow, { start: next }), t('editStart'), `start ${changed}`)
  const panel = (
    <Panel
      name="start"
      settings={settings}
      values={{ single: true, recall: 'beforeFirstAction', ...start, roles: permission?.roles }}
      home={flow.entity}
      onChange={({ roles: chosen, ...values }, changed) => {
        const given =
          Array.isArray(chosen) && chosen.length > 0 ? { permission: { ...permission, roles: chosen } } : {}
        const next: FlowDocument['start'] = {
          type: start.type,
          ...values,
          single: values['single'] === true,
          ...given,
        }
        const { schedule = newSchedule, ...others } = next
        put(next.type === 'schedule' ? { ...others, schedule } : others, changed)
      }}
    />
  )
  if (start.type !== 'schedule') return panel
  return (
    <>
      {panel}
      <ScheduleTrigger
        value={start.schedule ?? newSchedule}
        note={t('scheduleNote')}
        onChange={(schedule) => put({ ...flow.start, schedule }, 'schedule')}
      />
    </>
  )
}

function WholePanel({ editor }: { readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const { flow } = editor
  const former = useFormer('flow', flow.key)
  const settings = [...flowProperties, runAsSetting(useDocuments('role'), former)]
  const values = {
    enabled: true,
    onReject: 'end',
    ...flow,
    lock: flow.lock?.enabled === true,
    lockExcept: flow.lock?.except,
    runAs: runAsShown(flow.runAs, former),
  }
  return (
    <>
      <h2 className="d-panel-title">{t('flow')}</h2>
      <Panel
        name="flow"
        settings={settings}
        values={values}
        home={flow.entity}
        onChange={({ lock, lockExcept, runAs, ...plain }, changed) => {
          const except = Array.isArray(lockExcept) ? { except: lockExcept } : {}
          const shown = Object.fromEntries(
            flowProperties
              .filter(({ key }) => !key.startsWith('lock'))
              .map(({ key }) => [key, plain[key] ?? undefined]),
          )
          const next = {
            ...shown,
            enabled: plain['enabled'] === true,
            runAs: runAsChosen(runAs, former),
            lock: { enabled: lock === true, ...except },
          }
          editor.commit(editFlow(flow, next), t('editFlow'), `flow ${changed}`)
        }}
      />
    </>
  )
}

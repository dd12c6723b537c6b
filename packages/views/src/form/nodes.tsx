import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { nodeKey } from '@mortise/forms'
import type { EntityModel, FormNode } from '@mortise/schema'
import { Icon, Tabs, useNarrow, useT } from '@mortise/ui'
import { Button, Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import { FieldControl } from './field-control.tsx'
import { useFormPart, useFormStore } from './form-store.ts'
import { messages } from './messages.ts'
import { Subtable } from './subtable/subtable.tsx'

type Around = { readonly entity: EntityModel; readonly ctx: FaceContext }
type NodeProps<T extends FormNode['type']> = Around & {
  readonly node: Extract<FormNode, { readonly type: T }>
  readonly pointer: string
}

/** A list of nodes on the 12 columns. */
export function Nodes({
  nodes,
  pointer,
  ...around
}: Around & { readonly nodes: readonly FormNode[]; readonly pointer: string }): ReactNode {
  return (
    <div className="m-grid12">
      {nodes.map((node, at) => (
        <FormNodeView key={node.id ?? at} node={node} pointer={`${pointer}/${at}`} {...around} />
      ))}
    </div>
  )
}

function FormNodeView({ node, pointer, ...around }: Around & { node: FormNode; pointer: string }): ReactNode {
  const store = useFormStore()
  const narrow = useNarrow()
  const key = nodeKey(node, pointer)
  const shown = useFormPart(store, (state) => state.layout[key] !== false)
  const fieldShown = useFormPart(
    store,
    (state) => !('field' in node && node.type === 'field') || state.fields[node.field]?.visible !== false,
  )
  if (!shown || !fieldShown) return null
  const Draw = renderers[node.type] as ((props: NodeProps<FormNode['type']>) => ReactNode) | undefined
  if (Draw === undefined) return null
  const span =
    'span' in node && !narrow
      ? (node.span ?? 6)
      : narrow && 'mobileSpan' in node
        ? (node.mobileSpan ?? 12)
        : 12
  return (
    <div style={{ gridColumn: `span ${node.type === 'field' ? span : 12}` }}>
      <Draw node={node as never} pointer={pointer} {...around} />
    </div>
  )
}

function FieldNode({ node, entity, ctx }: NodeProps<'field'>): ReactNode {
  const field = entity.field(node.field)
  if (field === undefined) return null
  const rows = ctx.types.find(field.type)?.parentField !== undefined
  if (rows) return <Subtable node={{ type: 'subtable', field: node.field }} entity={entity} ctx={ctx} />
  return (
    <FieldControl path={node.field} field={field.document} ctx={ctx} label={node.label} help={node.help} />
  )
}

function SectionNode({ node, pointer, ...around }: NodeProps<'section'>): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(node.collapsed !== true)
  const label = say(node.label, around.ctx.locale)
  return (
    <fieldset className="m-section" data-open={open}>
      {label === '' ? null : (
        <legend>
          <button
            type="button"
            aria-expanded={open}
            title={t(open ? 'fold' : 'unfold')}
            onClick={() => setOpen(!open)}
          >
            {label}
            <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
          </button>
        </legend>
      )}
      {open ? <Nodes nodes={node.nodes} pointer={`${pointer}/nodes`} {...around} /> : null}
    </fieldset>
  )
}

function TabsNode({ node, pointer, ...around }: NodeProps<'tabs'>): ReactNode {
  const store = useFormStore()
  const hidden = useFormPart(store, (state) => state.layout)
  const tabs = node.tabs.map((tab, at) => ({ tab, at, place: `${pointer}/tabs/${at}` }))
  return (
    <Tabs
      items={tabs
        .filter(({ tab, place }) => hidden[nodeKey(tab, place)] !== false)
        .map(({ tab, at, place }) => ({
          key: tab.id ?? String(at),
          label: say(tab.label, around.ctx.locale),
          children: <Nodes nodes={tab.nodes} pointer={`${place}/nodes`} {...around} />,
        }))}
    />
  )
}

function StepsNode({ node, pointer, ...around }: NodeProps<'steps'>): ReactNode {
  const t = useT(messages)
  const [at, setAt] = useState(0)
  const step = node.steps[at]
  return (
    <div className="m-stack">
      <Steps
        size="small"
        current={at}
        onChange={setAt}
        items={node.steps.map((one) => ({ title: say(one.label, around.ctx.locale) }))}
      />
      {step === undefined ? null : (
        <Nodes key={at} nodes={step.nodes} pointer={`${pointer}/steps/${at}/nodes`} {...around} />
      )}
      <div className="m-row">
        {at > 0 ? <Button onClick={() => setAt(at - 1)}>{t('back')}</Button> : null}
        {at < node.steps.length - 1 ? <Button onClick={() => setAt(at + 1)}>{t('next')}</Button> : null}
      </div>
    </div>
  )
}

function DividerNode({ node, ctx }: NodeProps<'divider'>): ReactNode {
  const label = say(node.label, ctx.locale)
  return label === '' ? <hr className="m-rule" /> : <h4 className="m-divider">{label}</h4>
}

function NoteNode({ node, ctx }: NodeProps<'note'>): ReactNode {
  return (
    <p className="m-note" data-tone={node.tone ?? 'info'}>
      <Icon name={node.tone === 'warning' ? 'triangle-alert' : 'info'} />
      {say(node.text, ctx.locale)}
    </p>
  )
}

function SubtableNode({ node, entity, ctx }: NodeProps<'subtable'>): ReactNode {
  return <Subtable node={node} entity={entity} ctx={ctx} />
}

// Lists of other records and buttons that run rules belong to a saved record; its page shows them.
const nothing = (): ReactNode => null

const renderers: { readonly [T in FormNode['type']]: (props: NodeProps<T>) => ReactNode } = {
  field: FieldNode,
  section: SectionNode,
  tabs: TabsNode,
  steps: StepsNode,
  divider: DividerNode,
  note: NoteNode,
  subtable: SubtableNode,
  related_list: nothing,
  button: nothing,
  pick: nothing,
  query: nothing,
  code: nothing,
}

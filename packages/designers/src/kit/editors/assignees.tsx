import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { AssigneeSource, FieldDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Dropdown, Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { Panel } from '../panel.tsx'
import { messages } from './messages.ts'

/** Who approves: ways to find people, from the kit's list, each with the settings it describes. */
export function AssigneesEditor({ value, onChange, ctx }: InputProps): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const sources = (Array.isArray(value) ? value : []) as unknown as readonly AssigneeSource[]
  const write = (next: readonly AssigneeSource[]): void => onChange(next as unknown as Json)
  const put = (at: number, next: AssigneeSource): void =>
    write(sources.map((one, index) => (index === at ? next : one)))
  return (
    <div className="m-editor-rows">
      {sources.map((source, at) => (
        <AssigneeBlock
          key={at}
          at={at}
          source={source}
          locale={ctx.locale}
          onChange={(next) => put(at, next)}
          onRemove={() => write(sources.toSpliced(at, 1))}
        />
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: kit.assignees.all.map(({ type, label }) => ({ key: type, label: label[ctx.locale] })),
          onClick: ({ key }) => write([...sources, { type: key as AssigneeSource['type'] }]),
        }}
      >
        <button type="button" className="d-add">
          <Icon name="plus" size={14} />
          {t('addAssignee')}
        </button>
      </Dropdown>
    </div>
  )
}

// A way of finding people names its settings plainly; these say which names fit.
const editorOf: { readonly [key: string]: string } = {
  role: 'role',
  of: 'person',
  field: 'path',
  group: 'user_group',
  position: 'position',
}

function settingsOf(settings: readonly FieldDocument[]): readonly FieldDocument[] {
  return settings.map((one) => {
    const editor = editorOf[one.key]
    return editor === undefined || one.type !== 'text'
      ? one
      : { ...one, settings: { ...one.settings, editor } }
  })
}

function AssigneeBlock(props: {
  readonly at: number
  readonly source: AssigneeSource
  readonly locale: 'zh' | 'en'
  readonly onChange: (next: AssigneeSource) => void
  readonly onRemove: () => void
}): ReactNode {
  const { source, locale } = props
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { home, scope } = usePanel()
  const type = kit.assignees.find(source.type)
  return (
    <div className="m-editor-block" role="group" aria-label={t('assigneeN', { n: props.at + 1 })}>
      <span className="d-pair">
        <Select<AssigneeSource['type']>
          aria-label={t('assigneeKind')}
          value={source.type}
          options={kit.assignees.all.map((one) => ({
            value: one.type as AssigneeSource['type'],
            label: say(one.label, locale),
          }))}
          onChange={(next) => props.onChange({ type: next })}
        />
        <IconButton icon="x" label={t('remove')} onClick={props.onRemove} />
      </span>
      {type === undefined || type.settings.length === 0 ? null : (
        <Panel
          name={`assignee-${props.at}-${source.type}`}
          settings={settingsOf(type.settings)}
          values={source}
          home={home}
          scope={scope}
          onChange={(values) => props.onChange({ ...values, type: source.type })}
        />
      )}
    </div>
  )
}

import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { ActionDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Dropdown, Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { Panel } from '../panel.tsx'
import { messages } from './messages.ts'

function isAction(value: unknown): value is ActionDocument {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** An action and its settings. */
export function ActionEditor({ value, onChange, ctx, id }: InputProps): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { home, scope } = usePanel()
  const action = isAction(value) ? (value as ActionDocument) : undefined
  const type = action === undefined ? undefined : kit.actions.find(action.type)
  const open = kit.actions.all.filter(({ phases }) => phases.includes('afterSave'))
  return (
    <div className="m-stack">
      <Select<string>
        {...(id === undefined ? {} : { id })}
        value={action?.type ?? null}
        placeholder={t('chooseAction')}
        options={open.map((one) => ({ value: one.type, label: say(one.label, ctx.locale) }))}
        onChange={(next) => onChange({ type: next })}
      />
      {action === undefined || type === undefined ? null : (
        <Panel
          name={`action-${action.type}`}
          settings={type.settings}
          values={action}
          home={home}
          scope={scope}
          onChange={(values) =>
            onChange({ ...hidden(action, type.settings), ...values, type: action.type } as Json)
          }
        />
      )}
    </div>
  )
}

/** What an action holds beside the settings its panel shows: kept as it is. */
function hidden(
  action: ActionDocument,
  settings: readonly { readonly key: string }[],
): { readonly [key: string]: unknown } {
  const shown = new Set(settings.map(({ key }) => key))
  return Object.fromEntries(Object.entries(action).filter(([key]) => !shown.has(key)))
}

/** Several actions in order. */
export function ActionsEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const list = (Array.isArray(props.value) ? props.value : []) as readonly Json[]
  const put = (at: number, next: Json): void =>
    props.onChange(list.map((one, index) => (index === at ? next : one)))
  return (
    <div className="m-editor-rows">
      {list.map((one, at) => (
        <div key={at} className="m-editor-block">
          <ActionEditor {...props} value={one} onChange={(next) => put(at, next)} />
          <span className="m-editor-tools">
            <IconButton icon="x" label={t('remove')} onClick={() => props.onChange(list.toSpliced(at, 1))} />
          </span>
        </div>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: kit.actions.all.map(({ type, label }) => ({
            key: type,
            label: say(label, props.ctx.locale),
          })),
          onClick: ({ key }) => props.onChange([...list, { type: key }]),
        }}
      >
        <button type="button" className="d-add">
          <Icon name="plus" size={14} />
          {t('addAction')}
        </button>
      </Dropdown>
    </div>
  )
}

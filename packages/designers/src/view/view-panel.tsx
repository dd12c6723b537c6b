import { say } from '@mortise/errors'
import type { ViewDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { viewTypes } from '@mortise/views'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { fieldsOn, patched } from './commands.ts'
import { messages } from './messages.ts'
import { columnProperties, sharingProperties, viewProperties } from './properties.ts'
import type { ViewEditor } from './use-view-editor.ts'

/** How the view shows its records, its name, condition and readers; the width of the column that is selected. */
export function ViewPanel({ editor }: { readonly editor: ViewEditor }): ReactNode {
  const t = useT(messages)
  const { view, type, selected } = editor
  const settings = [...viewProperties, ...type.settings, ...sharingProperties]
  const column =
    selected?.shelf === 'columns' && type.columns ? fieldsOn(view, 'columns')[selected.index] : undefined
  return (
    <div className="d-panel-body" onBlur={editor.draft.seal}>
      {column === undefined ? null : <ColumnPanel key={column} editor={editor} field={column} />}
      <h2 className="d-panel-title">{t('kind')}</h2>
      <Kinds editor={editor} />
      <h2 className="d-panel-title">{t('settings')}</h2>
      <Panel
        key={type.type}
        name={`view_${type.type}`}
        settings={settings}
        values={view}
        home={view.entity}
        onChange={(values, changed) => {
          const part = Object.fromEntries(settings.map(({ key }) => [key, values[key]]))
          const label = (part['label'] ?? view.label) as ViewDocument['label']
          const name = say(settings.find(({ key }) => key === changed)?.label, 'zh')
          editor.edit(patched(view, { ...part, label }), t('edited', { name }), changed)
        }}
      />
    </div>
  )
}

/** The ways of looking, one of which it is. */
function Kinds({ editor }: { readonly editor: ViewEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <div className="v-kinds" role="group" aria-label={t('kind')}>
      {viewTypes.all.map((one) => (
        <button
          key={one.type}
          type="button"
          aria-pressed={one.type === editor.view.type}
          title={say(one.description, locale)}
          onClick={() => editor.become(one)}
        >
          <Icon name={one.icon} size={20} />
          {say(one.label, locale)}
        </button>
      ))}
    </div>
  )
}

function ColumnPanel({ editor, field }: { readonly editor: ViewEditor; readonly field: string }): ReactNode {
  const t = useT(messages)
  const { view } = editor
  const name = editor.nameOf(field)
  return (
    <>
      <h2 className="d-panel-title">{t('column', { name })}</h2>
      <Panel
        name={`column_${field}`}
        settings={columnProperties}
        values={{ width: view.widths?.[field] }}
        home={view.entity}
        onChange={({ width }) => {
          const { [field]: _, ...others } = view.widths ?? {}
          const widths = typeof width === 'number' && width > 0 ? { ...others, [field]: width } : others
          const next = patched(view, { widths: Object.keys(widths).length === 0 ? undefined : widths })
          editor.edit(next, t('widened', { name }), `width ${field}`)
        }}
      />
    </>
  )
}

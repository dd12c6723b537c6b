import type { Settings } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { patched } from './commands.ts'
import { messages } from './messages.ts'
import { kindOf, settingsOfKind, withKindSettings } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** What a kind of report wants to know, drawn from the settings that it describes. */
export function KindPanel({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { report } = editor
  const kind = kindOf(editor)
  if (kind?.settings === undefined) return null
  const { settings, label } = kind
  const held = settingsOfKind(report)
  const write = (values: { readonly [key: string]: unknown }, changed: string): void => {
    // What the panel does not show stays as it is.
    const shown = Object.fromEntries(settings.map(({ key }) => [key, values[key] ?? undefined]))
    const next = patched<Settings>(held, shown as Partial<Settings>)
    editor.edit(withKindSettings(report, next), t('edited', { name: label[locale] }), `kind ${changed}`)
  }
  return (
    <>
      <h3 className="r-panel-head">{t('kindSettings', { name: label[locale] })}</h3>
      <Panel
        key={`kind-${kind.type}`}
        name={`kind-${kind.type}`}
        settings={settings}
        values={held}
        home={report.source.entity}
        onChange={write}
      />
    </>
  )
}

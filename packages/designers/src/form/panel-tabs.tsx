import { Tabs } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import type { FormEditor } from './editor-types.ts'

/** One tab of a property panel. */
export type PanelTab = { readonly key: string; readonly label: string; readonly children: ReactNode }

/** The head and tabs of a panel; what tab was open stays open while others of the kind are looked at. */
export function PanelTabs({
  editor,
  title,
  items,
  kind,
}: {
  readonly editor: FormEditor
  readonly title: string
  readonly items: readonly PanelTab[]
  readonly kind: string
}): ReactNode {
  const [open, setOpen] = useState<string>()
  const active = items.some(({ key }) => key === open) ? open : items[0]?.key
  return (
    <div className="d-panel-body" onBlur={() => editor.draft.seal()}>
      <h2 className="d-panel-title m-clip">{title}</h2>
      <Tabs
        destroyOnHidden
        size="small"
        items={[...items]}
        activeKey={active ?? ''}
        onChange={setOpen}
        key={kind}
      />
    </div>
  )
}

import { Icon, Tabs, useT } from '@mortise/ui'
import { Input } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { PanelSearch } from '../kit/panel.tsx'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'

/** One tab of a property panel. */
export type PanelTab = {
  readonly key: string
  readonly label: string
  readonly children: ReactNode
  /** Keys of the properties it has, so that a problem with one of them opens it. */
  readonly holds?: readonly string[]
}

/** Where a problem is that somebody wants to see; `turn` grows with each. */
export type Sought = { readonly path: string; readonly turn: number }

/** The problem that a panel shows. */
export const SoughtSetting: React.Context<Sought> = createContext({ path: '', turn: 0 })

/**
 * The head and tabs of a panel; what tab was open stays open while others of the kind are looked at. While something is
 * looked for, the settings of all tabs that are called so stand below each other.
 */
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
  const t = useT(messages)
  const [open, setOpen] = useState<string>()
  // What was looked for is forgotten with the element it was looked for in.
  const [search, setSearch] = useState({ of: title, text: '' })
  const wanted = search.of === title ? search.text : ''
  const sought = useContext(SoughtSetting)
  useEffect(() => {
    const parts = sought.path.split('/')
    const found = items.find(({ holds = [] }) => parts.some((part) => holds.includes(part)))
    if (found !== undefined) setOpen(found.key)
    // Once for each problem followed; afterwards the tab is the person's own choice.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [sought])
  const active = items.some(({ key }) => key === open) ? open : items[0]?.key
  return (
    <div className="d-panel-body" onBlur={() => editor.draft.seal()}>
      <div className="d-panel-head">
        <h2 className="d-panel-title m-clip">{title}</h2>
        <Input
          allowClear
          size="small"
          className="d-panel-search"
          prefix={<Icon name="search" size={14} />}
          placeholder={t('searchSettings')}
          aria-label={t('searchSettings')}
          value={wanted}
          onChange={(event) => setSearch({ of: title, text: event.target.value })}
        />
      </div>
      {wanted.trim() === '' ? (
        <Tabs
          destroyOnHidden
          size="small"
          items={[...items]}
          activeKey={active ?? ''}
          onChange={setOpen}
          key={kind}
        />
      ) : (
        <PanelSearch value={wanted}>
          {items.map(({ key, label, children }) => (
            <section key={key} className="d-panel-found" aria-label={label}>
              {children}
            </section>
          ))}
        </PanelSearch>
      )}
    </div>
  )
}

import { Icon, useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useDragSource } from './dnd.tsx'
import { messages } from './messages.ts'

/** One thing in a palette. `payload` is what a drop gets. */
export type PaletteItem = {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly hint?: string
  readonly payload: unknown
}

/** Things that belong together. */
export type PaletteGroup = {
  readonly key: string
  readonly label: string
  readonly items: readonly PaletteItem[]
}

/** What can be dragged to the canvas, or added by a click or Enter. */
export function Palette({
  groups,
  kind,
  onAdd,
  children,
}: {
  readonly groups: readonly PaletteGroup[]
  /** Name of the drag, which the canvas accepts. */
  readonly kind: string
  readonly onAdd: (payload: unknown) => void
  readonly children?: ReactNode
}): ReactNode {
  const t = useT(messages)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ label, key }) => `${label} ${key}`.toLowerCase().includes(wanted)),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <aside className="d-palette" aria-label={t('palette')}>
      <div className="d-palette-search">
        <Input
          allowClear
          size="small"
          prefix={<Icon name="search" size={14} />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="d-palette-scroll">
        {shown.length === 0 ? <p className="m-faint d-palette-none">{t('nothingFound')}</p> : null}
        {shown.map((group) => (
          <section key={group.key}>
            <h3>{group.label}</h3>
            <div className="d-palette-items">
              {group.items.map((item) => (
                <PaletteButton key={item.key} item={item} kind={kind} onAdd={onAdd} />
              ))}
            </div>
          </section>
        ))}
        {children}
      </div>
    </aside>
  )
}

function PaletteButton({
  item,
  kind,
  onAdd,
}: {
  readonly item: PaletteItem
  readonly kind: string
  readonly onAdd: (payload: unknown) => void
}): ReactNode {
  const t = useT(messages)
  const { ref, dragging } = useDragSource(kind, item.payload)
  return (
    <button
      type="button"
      ref={ref}
      className="d-palette-item"
      data-dragging={dragging}
      data-palette={item.key}
      title={item.hint ?? t('addHint')}
      onClick={() => onAdd(item.payload)}
    >
      <Icon name={item.icon} />
      <span className="m-clip">{item.label}</span>
    </button>
  )
}

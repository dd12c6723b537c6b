import { Icon, useNarrow, useT } from '@mortise/ui'
import { Drawer, Input } from 'antd'
import { type ComponentType, memo, type ReactNode, useCallback, useState } from 'react'
import { useDragSource } from './dnd.tsx'
import { messages } from './messages.ts'
import { soundsLike } from './sounds-like.ts'

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

/** What can be dragged to the canvas, or added by a click or Enter. On a phone it comes up at the press of a button. */
export function Palette(props: PaletteProps): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  if (!narrow) return <PaletteBody {...props} />
  return (
    <>
      <button
        type="button"
        className="d-palette-open"
        aria-label={t('palette')}
        onClick={() => setOpen(true)}
      >
        <Icon name="plus" size={20} />
      </button>
      <PaletteSheet {...props} head={undefined} open={open} title={t('palette')} onClose={close} />
    </>
  )
}

/** A palette that comes up from below, for phones. */
export function PaletteSheet({
  open,
  title,
  onClose,
  ...props
}: PaletteProps & {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
}): ReactNode {
  const add = (payload: unknown): void => {
    onClose()
    props.onAdd(payload)
  }
  return (
    <Drawer open={open} onClose={onClose} placement="bottom" size="80%" title={title}>
      <PaletteBody {...props} onAdd={add} onDropped={onClose} />
    </Drawer>
  )
}

type PaletteProps = {
  readonly groups: readonly PaletteGroup[]
  /** Name of the drag, which the canvas accepts. */
  readonly kind: string
  readonly onAdd: (payload: unknown) => void
  /** Called when something from it was dropped. */
  readonly onDropped?: () => void
  readonly children?: ReactNode
  /** Stands above the search. */
  readonly head?: ReactNode
}

// Dragging knows each item: none is drawn anew while what can be added stays the same.
const PaletteBody: ComponentType<PaletteProps> = memo(function PaletteBody({
  groups,
  kind,
  onAdd,
  onDropped,
  children,
  head,
}: PaletteProps): ReactNode {
  const t = useT(messages)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ label, key }) => soundsLike(`${label} ${key}`, wanted)),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <aside className="d-palette" aria-label={t('palette')}>
      {head}
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
            <div className="d-palette-items" data-long={group.items.some(isLong)}>
              {group.items.map((item) => (
                <PaletteButton key={item.key} item={item} kind={kind} onAdd={onAdd} onDropped={onDropped} />
              ))}
            </div>
          </section>
        ))}
        {children}
      </div>
    </aside>
  )
})

function PaletteButton({
  item,
  kind,
  onAdd,
  onDropped,
}: {
  readonly item: PaletteItem
  readonly kind: string
  readonly onAdd: (payload: unknown) => void
  readonly onDropped?: (() => void) | undefined
}): ReactNode {
  const t = useT(messages)
  const { ref, dragging } = useDragSource(kind, item.payload, { label: item.label, onDropped })
  return (
    <button
      type="button"
      ref={ref}
      className="d-palette-item"
      data-dragging={dragging}
      data-palette={item.key}
      data-tight={/[a-z]{11}/i.test(item.label)}
      title={item.hint ?? t('addHint')}
      onClick={() => onAdd(item.payload)}
    >
      <Icon name={item.icon} />
      <span className="m-clip">{item.label}</span>
    </button>
  )
}

/** Whether a name needs more than the two lines of half a palette. */
const isLong = ({ label }: PaletteItem): boolean =>
  [...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7), 0) > 150

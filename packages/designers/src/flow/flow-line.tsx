import { Icon, useLocale, useNarrow, useT } from '@mortise/ui'
import { Button, Popover } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { PaletteSheet } from '../kit/palette.tsx'
import { useCanvas } from './canvas-context.tsx'
import type { Line } from './commands.ts'
import { messages } from './messages.ts'
import { markOfEdge } from './trial/trace.ts'

/** A line down with its plus, which opens the list of what can be put in. */
export function FlowLine({ line, label }: { readonly line: Line; readonly label: string }): ReactNode {
  const t = useT(messages)
  const { aimed, trace } = useCanvas()
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const [everOpen, setEverOpen] = useState(false)
  const close = (): void => setOpen(false)
  const plus = (
    <button
      type="button"
      className="f-plus"
      aria-label={label}
      aria-haspopup={narrow ? 'dialog' : 'menu'}
      aria-expanded={open}
      title={t('addHere')}
      onClick={(event) => {
        event.stopPropagation()
        if (!narrow) return
        setEverOpen(true)
        setOpen(true)
      }}
    >
      <Icon name="plus" size={14} />
    </button>
  )
  return (
    <div
      className="f-line"
      data-aimed={aimed !== undefined && line.includes(aimed)}
      data-trace={line.some((edge) => markOfEdge(trace, edge) === 'seen') ? 'seen' : undefined}
    >
      {narrow ? (
        <>
          {plus}
          {everOpen ? <AddSheet line={line} label={label} open={open} onClose={close} /> : null}
        </>
      ) : (
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          placement="right"
          destroyOnHidden
          content={<AddMenu line={line} label={label} onDone={close} />}
        >
          {plus}
        </Popover>
      )}
    </div>
  )
}

type Adding = { readonly line: Line; readonly label: string }

/** The same list on a phone: it comes up from below, with a search and room for fingers. */
function AddSheet({
  line,
  label,
  open,
  onClose,
}: Adding & { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { editor } = useCanvas()
  const groups = [...Map.groupBy(editor.insertable(line), ({ group }) => group)].map(([key, types]) => ({
    key,
    label: groupName(kt, key),
    items: types.map(({ type, icon, label: name }) => ({
      key: type,
      icon,
      label: name[locale],
      payload: { add: type },
    })),
  }))
  return (
    // What is touched in the sheet is no touch of the canvas behind it.
    <div style={{ display: 'contents' }} onClick={(event) => event.stopPropagation()}>
      <PaletteSheet
        open={open}
        title={label}
        kind="flow-palette"
        groups={groups}
        onClose={onClose}
        onAdd={(payload) => editor.insert(line, (payload as { readonly add: string }).add)}
      >
        {editor.copied ? (
          <Button
            block
            icon={<Icon name="clipboard-list" />}
            onClick={() => {
              onClose()
              editor.paste(line)
            }}
          >
            {t('paste')}
          </Button>
        ) : null}
      </PaletteSheet>
    </div>
  )
}

/** Columns of the list. */
const columns = 3

/** How far an arrow key goes in a list that stands in columns. */
const stepOf = (key: string): number | undefined =>
  ({ ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 })[key]

function AddMenu({ line, label, onDone }: Adding & { readonly onDone: () => void }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { editor } = useCanvas()
  const menu = useRef<HTMLDivElement>(null)
  useEffect(
    () => menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true }),
    [],
  )
  const groups = [...Map.groupBy(editor.insertable(line), ({ group }) => group)]
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') return onDone()
    const by = stepOf(event.key)
    if (by === undefined) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    const at = all.findIndex((one) => one === document.activeElement)
    all[(at + by + all.length) % all.length]?.focus()
  }
  const item = (key: string, icon: string, text: string, run: () => void): ReactNode => (
    <button
      key={key}
      type="button"
      role="menuitem"
      className="f-menu-item"
      onClick={(event) => {
        event.stopPropagation()
        onDone()
        run()
      }}
    >
      <Icon name={icon} />
      <span>{text}</span>
    </button>
  )
  return (
    <div className="f-menu" role="menu" aria-label={label} onKeyDown={walk} ref={menu}>
      {groups.map(([group, types]) => (
        <section key={group} role="group" aria-label={groupName(kt, group)}>
          <h4 aria-hidden>{groupName(kt, group)}</h4>
          <div className="f-menu-items">
            {types.map(({ type, icon, label: name }) =>
              item(type, icon, name[locale], () => editor.insert(line, type)),
            )}
          </div>
        </section>
      ))}
      {editor.copied ? item(' paste', 'clipboard-list', t('paste'), () => editor.paste(line)) : null}
    </div>
  )
}

import { Icon, useLocale, useNarrow, useT } from '@mortise/ui'
import { Popover } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { useCanvas } from './canvas-context.tsx'
import type { Line } from './commands.ts'
import { messages } from './messages.ts'

/** A line down with its plus, which opens the list of what can be put in. */
export function FlowLine({ line, label }: { readonly line: Line; readonly label: string }): ReactNode {
  const t = useT(messages)
  const { aimed } = useCanvas()
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  return (
    <div className="f-line" data-aimed={aimed !== undefined && line.includes(aimed)}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement={narrow ? 'bottom' : 'right'}
        destroyOnHidden
        content={<AddMenu line={line} label={label} onDone={() => setOpen(false)} />}
      >
        <button
          type="button"
          className="f-plus"
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={open}
          title={t('addHere')}
          onClick={(event) => event.stopPropagation()}
        >
          <Icon name="plus" size={14} />
        </button>
      </Popover>
    </div>
  )
}

/** How far an arrow key goes in a list that stands in columns. */
const stepOf = (key: string, columns: number): number | undefined =>
  ({ ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 })[key]

function AddMenu({
  line,
  label,
  onDone,
}: {
  readonly line: Line
  readonly label: string
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { editor } = useCanvas()
  const columns = useNarrow() ? 2 : 3
  const menu = useRef<HTMLDivElement>(null)
  useEffect(
    () => menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true }),
    [],
  )
  const groups = [...Map.groupBy(editor.insertable(line), ({ group }) => group)]
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') return onDone()
    const by = stepOf(event.key, columns)
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

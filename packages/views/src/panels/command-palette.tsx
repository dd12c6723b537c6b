import { Icon, type NavLink, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import '../styles/panels.css'
import { messages } from './messages.ts'
import { type Facet, type PaletteCommand, type PaletteEntry, usePaletteEntries } from './palette-entries.ts'

type PaletteProps = {
  readonly onClose: () => void
  readonly places: readonly NavLink[]
  readonly commands?: readonly PaletteCommand[]
  /** What was typed while the panel was still on its way. */
  readonly begin?: string
}

/** Search and commands in one place, under Ctrl-K: find a record, act on the one at hand, go to a page, make something. */
export function CommandPalette({ open, ...props }: PaletteProps & { readonly open: boolean }): ReactNode {
  const t = useT(messages)
  return (
    <Modal
      open={open}
      title={<span className="m-visually-hidden">{t('search')}</span>}
      onCancel={props.onClose}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      style={{ top: 96 }}
      styles={{ body: { padding: 0 }, container: { padding: 0 }, header: { margin: 0, padding: 0 } }}
    >
      <Palette {...props} />
    </Modal>
  )
}

const none: readonly PaletteCommand[] = []

function Palette({ onClose, places, commands = none, begin = '' }: PaletteProps): ReactNode {
  const t = useT(messages)
  const id = useId()
  const [text, setText] = useState(begin)
  useEffect(() => setText(begin), [begin])
  const [at, setAt] = useState(0)
  const [entity, setEntity] = useState<string>()
  const { entries, facets, waiting } = usePaletteEntries({ text, places, commands, entity })
  const current = Math.min(at, entries.length - 1)
  const pick = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return
    onClose()
    entry.run()
  }
  const keys = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((current + step + entries.length) % Math.max(1, entries.length))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) pick(entries[current])
  }
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView?.({ block: 'nearest' })
  }, [id, current])
  return (
    <div className="m-palette">
      <label className="m-palette-input">
        <Icon name="search" size={20} />
        <input
          autoFocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={id}
          aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setEntity(undefined)
            setAt(0)
          }}
          onKeyDown={keys}
        />
      </label>
      <Facets facets={facets} entity={entity} onChange={setEntity} />
      <ul id={id} role="listbox" hidden={entries.length === 0} aria-label={t('search')}>
        {entries.map((entry, index) => (
          <li key={entry.key} role="presentation">
            {entries[index - 1]?.group === entry.group ? null : (
              <span className="m-palette-group m-clip">{entry.group}</span>
            )}
            <button
              type="button"
              role="option"
              id={`${id}-${index}`}
              aria-selected={index === current}
              tabIndex={-1}
              onMouseMove={() => setAt(index)}
              onClick={() => pick(entry)}
            >
              <Icon name={entry.icon} />
              <span className="m-clip">{entry.label}</span>
              <small>{entry.hint}</small>
            </button>
          </li>
        ))}
      </ul>
      {entries.length === 0 ? (
        <p className="m-palette-none" role="status">
          {waiting ? t('searching') : t('noHits', { q: text })}
        </p>
      ) : null}
    </div>
  )
}

/** Kinds of records among the hits; one of them alone shows more of its own. */
function Facets({
  facets,
  entity,
  onChange,
}: {
  readonly facets: readonly Facet[]
  readonly entity: string | undefined
  readonly onChange: (entity: string | undefined) => void
}): ReactNode {
  const t = useT(messages)
  if (facets.length < 2) return null
  return (
    <div className="m-palette-facets" role="group" aria-label={t('kinds')}>
      <button type="button" aria-pressed={entity === undefined} onClick={() => onChange(undefined)}>
        {t('allKinds')}
      </button>
      {facets.map((one) => (
        <button
          key={one.entity}
          type="button"
          aria-pressed={entity === one.entity}
          onClick={() => onChange(entity === one.entity ? undefined : one.entity)}
        >
          {one.label} <span className="m-num">{one.count}</span>
        </button>
      ))}
    </div>
  )
}

import { say } from '@mortise/errors'
import { Icon, type NavLink, useLocale, useNavigator, useT } from '@mortise/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useState,
} from 'react'
import '../styles/panels.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'

type Entry = {
  readonly key: string
  readonly group: string
  readonly icon: string | undefined
  readonly label: string
  readonly hint?: string | undefined
  readonly href: string
}

/** Search and commands in one place, under Ctrl-K: go to a page, make a record, find one. */
export function CommandPalette({
  open,
  onClose,
  places,
  begin = '',
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly places: readonly NavLink[]
  /** What was typed while the panel was still on its way. */
  readonly begin?: string
}): ReactNode {
  const t = useT(messages)
  return (
    <Modal
      open={open}
      title={<span className="m-visually-hidden">{t('search')}</span>}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      style={{ top: 96 }}
      styles={{ body: { padding: 0 }, container: { padding: 0 }, header: { margin: 0, padding: 0 } }}
    >
      <Palette onClose={onClose} places={places} begin={begin} />
    </Modal>
  )
}

function Palette({
  onClose,
  places,
  begin,
}: {
  readonly onClose: () => void
  readonly places: readonly NavLink[]
  readonly begin: string
}): ReactNode {
  const t = useT(messages)
  const { go } = useNavigator()
  const id = useId()
  const [text, setText] = useState(begin)
  useEffect(() => setText(begin), [begin])
  const [at, setAt] = useState(0)
  const entries = useEntries(text, places)
  const current = Math.min(at, entries.length - 1)
  const pick = (entry: Entry | undefined): void => {
    if (entry === undefined) return
    onClose()
    go(entry.href)
  }
  const keys = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((current + step + entries.length) % Math.max(1, entries.length))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) pick(entries[current])
  }
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
            setAt(0)
          }}
          onKeyDown={keys}
        />
      </label>
      <ul id={id} role="listbox" hidden={entries.length === 0} aria-label={t('search')}>
        {entries.map((entry, index) => (
          <li key={entry.key} role="presentation">
            {entries[index - 1]?.group === entry.group ? null : (
              <span className="m-palette-group">{entry.group}</span>
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
          {t('noHits', { q: text })}
        </p>
      ) : null}
    </div>
  )
}

function useEntries(text: string, places: readonly NavLink[]): readonly Entry[] {
  const { client, model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const asked = useDeferredValue(text.trim())
  const hits = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => client.session.search(asked, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  return useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const matches = (label: string): boolean => wanted === '' || label.toLowerCase().includes(wanted)
    const pages = places
      .filter(({ label }) => matches(label))
      .map(({ key, label, icon, href }) => ({ key: `p-${key}`, group: t('places'), icon, label, href }))
    const making = model.entities
      .filter((entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.create === true)
      .map((entity) => ({
        key: `c-${entity.key}`,
        group: t('actions'),
        icon: 'plus',
        label: t('create', { name: say(entity.document.label, locale) }),
        href: paths.create(entity.key),
      }))
      .filter(({ label }) => matches(label))
    const found = (wanted === '' ? [] : (hits.data ?? [])).map((hit) => ({
      key: `r-${hit.entity}-${hit.id}`,
      group: t('records'),
      icon: model.entity(hit.entity)?.document.icon,
      label: hit.title,
      hint: [say(model.entity(hit.entity)?.document.label, locale), hit.hint ?? '']
        .filter(Boolean)
        .join(' · '),
      href: paths.record(hit.entity, hit.id),
    }))
    return [...found, ...pages.slice(0, 8), ...making.slice(0, wanted === '' ? 4 : 8)]
  }, [text, places, model, me, locale, hits.data, t])
}

import { Avatar, Link, useT } from '@mortise/ui'
import { LazySelect } from './lazy-select.tsx'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { messages } from './messages.ts'
import { ariaOf, statusOf } from './status.ts'
import type { CellProps, InputProps, LookupHit } from './types.ts'

/** Picks one record, user or department by typing part of its name. */
export function ReferenceInput({ entity, ...props }: InputProps & { readonly entity: string }): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const { hits, busy, short, search } = useLookup(props, entity)
  const picked = useRef(new Map<string, string>())
  const id = typeof value === 'string' ? value : undefined
  const known = id === undefined ? undefined : (picked.current.get(id) ?? ctx.labelOf?.(entity, id))
  const options = hits.map((hit) => ({ value: hit.id, label: hit.label, hint: hit.hint }))
  const label = known === null ? t('noAccess') : (known ?? '…')
  const all =
    id === undefined || hits.some((hit) => hit.id === id)
      ? options
      : [{ value: id, label, hint: undefined }, ...options]
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      key={field.key}
      showSearch={{ filterOption: false, onSearch: (text: string) => search(text, 250) }}
      allowClear
      value={id}
      options={all}
      disabled={disabled}
      autoFocus={autoFocus}
      loading={busy}
      placeholder={placeholder ?? t('select')}
      notFoundContent={
        <span className="m-faint">
          {short > 0 ? t('typeMore', { n: short }) : t(busy ? 'searching' : 'nothingFound')}
        </span>
      }
      optionRender={(option) => (
        <span className="m-option">
          <span>{option.data.label}</span>
          {option.data.hint === undefined ? null : <small>{option.data.hint}</small>}
        </span>
      )}
      onOpenChange={(open) => {
        if (open) search('', 0)
      }}
      onChange={(next: string | undefined) => {
        const hit = hits.find((one) => one.id === next)
        if (hit !== undefined) picked.current.set(hit.id, hit.label)
        onChange(next ?? null)
      }}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

/** Picks any number of records by typing part of a name. */
export function ReferencesInput({ entity, ...props }: InputProps & { readonly entity: string }): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const { hits, busy, search } = useLookup(props, entity)
  const picked = useRef(new Map<string, string>())
  const ids = Array.isArray(value) ? value.map(String) : []
  const labelOf = (id: string): string => {
    const known = picked.current.get(id) ?? ctx.labelOf?.(entity, id)
    return known === null ? t('noAccess') : (known ?? '…')
  }
  const found = hits.map((hit) => ({ value: hit.id, label: hit.label, hint: hit.hint }))
  const kept = ids.filter((id) => !hits.some((hit) => hit.id === id))
  const options = [...kept.map((id) => ({ value: id, label: labelOf(id), hint: undefined })), ...found]
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      key={field.key}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: (text: string) => search(text, 250) }}
      allowClear
      value={ids}
      options={options}
      disabled={disabled}
      autoFocus={autoFocus}
      loading={busy}
      placeholder={placeholder ?? t('select')}
      notFoundContent={<span className="m-faint">{t(busy ? 'searching' : 'nothingFound')}</span>}
      onOpenChange={(open) => {
        if (open) search('', 0)
      }}
      onChange={(next: readonly string[]) => {
        for (const hit of hits) if (next.includes(hit.id)) picked.current.set(hit.id, hit.label)
        onChange(next.length === 0 ? null : next.toSorted())
      }}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

type Lookup = {
  hits: readonly LookupHit[]
  busy: boolean
  /** Letters that are asked for, while fewer are typed; else 0. */
  short: number
  search: (text: string, wait: number) => void
}

function useLookup({ ctx, field }: InputProps, entity: string): Lookup {
  const [hits, setHits] = useState<readonly LookupHit[]>([])
  const [busy, setBusy] = useState(false)
  const [short, setShort] = useState(0)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (text: string, wait: number): void => {
    const mine = ++turn.current
    clearTimeout(timer.current)
    const letters = ctx.lettersOf?.(entity) ?? 0
    const isShort = [...text.trim()].length < letters
    setShort(isShort ? letters : 0)
    if (isShort) {
      setHits([])
      return
    }
    timer.current = setTimeout(() => {
      setBusy(true)
      const answer = ctx.lookup?.(entity, text, field) ?? Promise.resolve([])
      void answer
        .catch(() => [])
        .then((found) => {
          // An older, slower answer must not replace a newer one.
          if (mine !== turn.current) return
          setHits(found)
          setBusy(false)
        })
    }, wait)
  }
  return { hits, busy, short, search }
}

/** A linked record by its name; a person with their mark. */
export function ReferenceCell({
  entity,
  person = false,
  value,
  ctx,
}: CellProps & { readonly entity: string; readonly person?: boolean }): ReactNode {
  const t = useT(messages)
  if (typeof value !== 'string') return null
  const label = ctx.labelOf?.(entity, value)
  if (label === null) return <span className="m-faint">{t('noAccess')}</span>
  if (label === undefined) return <span className="m-faint">…</span>
  if (person) return <Avatar name={label} size={22} withName />
  const href = ctx.href?.(entity, value)
  if (href === undefined) return <span>{label}</span>
  return (
    <Link href={href} onClick={(event) => event.stopPropagation()}>
      {label}
    </Link>
  )
}

/** Several linked records by their names, in the order of the names. */
export function ReferencesCell({ entity, ...props }: CellProps & { readonly entity: string }): ReactNode {
  const { value, ctx } = props
  const ids = Array.isArray(value) ? value.map(String) : []
  if (ids.length === 0) return null
  const name = (id: string): string => ctx.labelOf?.(entity, id) ?? ''
  const sorted = ids.toSorted((a, b) => name(a).localeCompare(name(b), 'zh-Hans-CN'))
  return (
    <span className="m-references">
      {sorted.map((id, index) => (
        <Fragment key={id}>
          {index > 0 ? (ctx.locale === 'zh' ? '、' : ', ') : null}
          <ReferenceCell {...props} value={id} entity={entity} />
        </Fragment>
      ))}
    </span>
  )
}

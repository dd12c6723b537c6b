import { type Search, SearchWords, useSearch, useT } from '@mortise/ui'
import type { SelectProps } from 'antd'
import { type ReactNode, useRef } from 'react'
import { LazySelect } from './lazy-select.tsx'
import { messages } from './messages.ts'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps, LookupHit } from './types.ts'

/** Picks one record, user or department by typing part of its name. */
export function ReferenceInput({ entity, ...props }: InputProps & { readonly entity: string }): ReactNode {
  const lookup = useLookup(props, entity)
  const named = useNames(props, entity)
  const id = typeof props.value === 'string' ? props.value : undefined
  return (
    <FoundSelect
      props={props}
      lookup={lookup}
      value={id}
      options={optionsOf(lookup.hits, id === undefined ? [] : [id], named.of)}
      onChange={(next: string | undefined) => {
        named.keep(lookup.hits.filter((hit) => hit.id === next))
        props.onChange(next ?? null)
      }}
    />
  )
}

/** Picks any number of records by typing part of a name. */
export function ReferencesInput({ entity, ...props }: InputProps & { readonly entity: string }): ReactNode {
  const lookup = useLookup(props, entity)
  const named = useNames(props, entity)
  const ids = Array.isArray(props.value) ? props.value.map(String) : []
  return (
    <FoundSelect
      props={props}
      lookup={lookup}
      mode="multiple"
      value={ids}
      options={optionsOf(lookup.hits, ids, named.of)}
      onChange={(next: readonly string[]) => {
        named.keep(lookup.hits.filter((hit) => next.includes(hit.id)))
        props.onChange(next.length === 0 ? null : next.toSorted())
      }}
    />
  )
}

function useLookup({ ctx, field }: InputProps, entity: string): Search<LookupHit> {
  return useSearch((text) => ctx.lookup?.(entity, text, field) ?? Promise.resolve([]), {
    letters: ctx.lettersOf?.(entity) ?? 0,
  })
}

type Choice = { readonly value: string; readonly label: string; readonly hint: string | undefined }

/** What was found, after those already chosen that it does not hold. */
function optionsOf(
  hits: readonly LookupHit[],
  chosen: readonly string[],
  nameOf: (id: string) => string,
): Choice[] {
  const kept = chosen.filter((id) => !hits.some((hit) => hit.id === id))
  return [
    ...kept.map((id) => ({ value: id, label: nameOf(id), hint: undefined })),
    ...hits.map((hit) => ({ value: hit.id, label: hit.label, hint: hit.hint })),
  ]
}

/** Names of what is chosen: those picked here are known at once, the others come with the record. */
function useNames(
  { ctx }: InputProps,
  entity: string,
): { of: (id: string) => string; keep: (hits: readonly LookupHit[]) => void } {
  const t = useT(messages)
  const picked = useRef(new Map<string, string>())
  return {
    of: (id) => {
      const known = picked.current.get(id) ?? ctx.labelOf?.(entity, id)
      return known === null ? t('noAccess') : (known ?? '…')
    },
    keep: (hits) => {
      for (const hit of hits) picked.current.set(hit.id, hit.label)
    },
  }
}

type FoundProps = Pick<SelectProps, 'mode' | 'value' | 'onChange'> & {
  readonly props: InputProps
  readonly lookup: Search<LookupHit>
  readonly options: Choice[]
}

/** A select whose options the server finds while one types. */
function FoundSelect({ props, lookup, options, ...rest }: FoundProps): ReactNode {
  const t = useT(messages)
  const { field, disabled = false, autoFocus = false, placeholder, onBlur } = props
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      {...rest}
      key={field.key}
      showSearch={{ filterOption: false, onSearch: (text: string) => lookup.search(text, 250) }}
      allowClear
      options={options}
      disabled={disabled}
      autoFocus={autoFocus}
      loading={lookup.state === 'busy'}
      placeholder={placeholder ?? t('select')}
      notFoundContent={<SearchWords of={lookup} />}
      optionRender={(option) => (
        <span className="m-option">
          <span>{option.data['label']}</span>
          {option.data['hint'] === undefined ? null : <small>{option.data['hint']}</small>}
        </span>
      )}
      onOpenChange={(open) => {
        if (open) lookup.search('', 0)
      }}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

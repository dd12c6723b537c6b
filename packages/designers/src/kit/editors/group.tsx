import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { say } from '@mortise/errors'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { usePanel } from '../panel-context.tsx'
import { Panel } from '../panel.tsx'
import { OneOf } from './one-of.tsx'

/**
 * Settings that belong together and are kept as one object (`single` rows): drawn by the panel inside a frame with their
 * name. An object with nothing in it is not kept. Of a group `oneOf` one setting is given: it is chosen first.
 */
export function GroupEditor(props: InputProps): ReactNode {
  if (props.field.settings?.['oneOf'] !== true) return <Group {...props} />
  return (
    <OneOf {...props}>
      {(kind, values) => (
        <Group
          {...props}
          field={groupOf(kind)}
          value={kind.type === 'items' ? (values[kind.key] ?? null) : { ...values }}
          onChange={(next) =>
            props.onChange(kind.type === 'items' ? { [kind.key]: next ?? {} } : givenOr(next, kind.key))
          }
        />
      )}
    </OneOf>
  )
}

/** A kind as a group of its own: one that is no group holds itself alone. */
function groupOf(kind: FieldDocument): FieldDocument {
  return kind.type === 'items'
    ? kind
    : {
        key: kind.key,
        label: kind.label,
        type: 'items',
        settings: { fields: [kind] as unknown as readonly Json[] },
      }
}

/** What was emptied stays chosen. */
function givenOr(next: Json, key: string): Json {
  return next ?? { [key]: null }
}

function Group({ value, onChange, field }: InputProps): ReactNode {
  const locale = useLocale()
  const { home, scope, previous } = usePanel()
  const inner = (field.settings?.['fields'] ?? []) as unknown as readonly FieldDocument[]
  const given = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const values = given as { readonly [key: string]: Json }
  return (
    <fieldset className="d-group" aria-label={say(field.label, locale)}>
      <Panel
        name={`group-${field.key}`}
        settings={inner}
        values={values}
        home={home}
        {...(scope === undefined ? {} : { scope })}
        {...(previous === undefined ? {} : { previous })}
        onChange={(next) => {
          const kept = Object.entries(next).filter(
            ([, one]) => one !== undefined && one !== null && one !== '',
          )
          onChange(kept.length === 0 ? null : (Object.fromEntries(kept) as Json))
        }}
      />
    </fieldset>
  )
}

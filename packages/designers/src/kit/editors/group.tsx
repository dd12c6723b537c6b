import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { say } from '@mortise/errors'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { usePanel } from '../panel-context.tsx'
import { Panel } from '../panel.tsx'

/**
 * Settings that belong together and are kept as one object (`single` rows): drawn by the panel inside a frame with their
 * name. An object with nothing in it is not kept.
 */
export function GroupEditor({ value, onChange, field }: InputProps): ReactNode {
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

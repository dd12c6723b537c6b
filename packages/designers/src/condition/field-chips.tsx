import { say } from '@mortise/errors'
import { language, type Scope } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { shownName } from './by-labels.ts'
import { messages } from './messages.ts'

/** Own fields of an entity by the names people know; a click puts one into the formula. */
export function FieldChips({
  scope,
  entity,
  but,
  onTake,
}: {
  readonly scope: Scope
  readonly entity: string | undefined
  /** Keys of fields that make no sense in it. */
  readonly but: readonly string[]
  readonly onTake: (name: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const fields = (model.entity(entity ?? '')?.fields ?? []).filter(
    ({ key, system }) => !system && !but.includes(key) && scope.find(key) !== undefined,
  )
  if (fields.length === 0) return null
  return (
    <div className="d-chips" role="group" aria-label={t('putIn')}>
      {fields.map(({ key, document }) => (
        <button
          key={key}
          type="button"
          // The box keeps its caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(language.print({ var: shownName(scope, key, locale) }, locale))}
        >
          {say(document.label, locale) === '' ? key : shownName(scope, key, locale)}
        </button>
      ))}
    </div>
  )
}

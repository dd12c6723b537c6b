import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import type { Template } from './template.ts'
import { templates } from './templates/index.ts'

/** What a new form begins with: nothing, or one of the templates. */
export function TemplatePicker({
  value,
  onChange,
}: {
  readonly value: Template | undefined
  readonly onChange: (template: Template | undefined) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const all: readonly (Template | undefined)[] = [undefined, ...templates]
  return (
    <div className="d-templates" role="radiogroup" aria-label={t('beginWith')}>
      {all.map((one) => (
        <button
          key={one?.key ?? ''}
          type="button"
          role="radio"
          aria-checked={one === value}
          onClick={() => onChange(one)}
        >
          <Icon name={one?.icon ?? 'file-plus'} size={20} />
          <b>{one?.label[locale] ?? t('blank')}</b>
          <small>{one?.hint[locale] ?? t('blankHint')}</small>
        </button>
      ))}
    </div>
  )
}

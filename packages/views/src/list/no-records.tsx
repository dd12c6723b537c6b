import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { EmptyState, useLocale, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { pluralOf, useRights } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'

/** Stands where records should: nothing fits the filter, or there are none yet, and then what to do next. */
export function NoRecords({
  entity,
  filtered,
}: {
  readonly entity: EntityModel
  readonly filtered: boolean
}): ReactNode {
  const t = useT(messages)
  const rights = useRights(entity.key)
  const locale = useLocale()
  const { go } = useNavigator()
  const name = pluralOf(entity, locale)
  if (filtered) return <EmptyState drawing="search" title={t('noMatch')} text={t('noMatchText')} />
  if (!rights.create) return <EmptyState title={t('emptyTitle', { name })} text={t('emptyRead', { name })} />
  return (
    <EmptyState
      title={t('emptyTitle', { name })}
      text={t('emptyText')}
      action={
        <Button type="primary" onClick={() => go(paths.create(entity.key))}>
          {t('create', { name: say(entity.document.label, locale) })}
        </Button>
      }
    />
  )
}

import { EmptyState, Link, useT } from '@mortise/ui'
import { paths } from '@mortise/views'
import type { ReactNode } from 'react'
import { messages } from '../messages.ts'

/** Where an address leads nowhere. */
export function NotFound(): ReactNode {
  const t = useT(messages)
  return (
    <EmptyState
      drawing="joint"
      title={t('notFound')}
      text={t('notFoundText')}
      action={<Link href={paths.home()}>{t('toHome')}</Link>}
    />
  )
}

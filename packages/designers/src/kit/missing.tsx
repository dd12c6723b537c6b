import { EmptyState, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** Stands where a document should be designed that is not there. */
export function Missing(): ReactNode {
  const t = useT(messages)
  const { go } = useNavigator()
  return (
    <EmptyState
      drawing="broken"
      title={t('missingTitle')}
      text={t('missing')}
      action={<Button onClick={() => go('/design')}>{t('backHome')}</Button>}
    />
  )
}

import { Icon, useT } from '@mortise/ui'
import { useAttempt, useSandbox } from '@mortise/views'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** While somebody is in a copy of the workspace: what is different there, and the way home. */
export function SandboxBanner(): ReactNode {
  const { inside, leave } = useSandbox()
  const t = useT(messages)
  const attempt = useAttempt()
  if (!inside) return null
  return (
    <div className="m-viewing" role="status">
      <Icon name="box" size={16} />
      <span className="m-viewing-text">{t('sandbox')}</span>
      <button type="button" onClick={() => void attempt(leave)}>
        {t('leaveSandbox')}
      </button>
    </div>
  )
}

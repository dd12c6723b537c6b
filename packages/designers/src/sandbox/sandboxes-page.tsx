import { EmptyState, ErrorState, Icon, PageHeader, Skeleton, useNavigator, useT } from '@mortise/ui'
import { useAttempt, useSandbox } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { MakeDialog } from './make-dialog.tsx'
import { messages } from './messages.ts'
import { sandboxesKey } from './sandboxes-key.ts'
import { SandboxCard } from './sandbox-card.tsx'
import './sandbox.css'

/** The copies of the workspace: making one, going in, and bringing home what was changed. */
export function SandboxesPage(): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const { go } = useNavigator()
  const { inside, leave } = useSandbox()
  const attempt = useAttempt()
  const [making, setMaking] = useState(false)
  const all = useQuery({ queryKey: sandboxesKey, queryFn: () => api.sandboxes(), enabled: !inside })
  const make = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setMaking(true)}>
      {t('make')}
    </Button>
  )
  return (
    <div className="d-home">
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={
          <>
            <Button onClick={() => go('/design')}>{t('back')}</Button>
            {inside ? null : make}
          </>
        }
      />
      {inside ? (
        <EmptyState
          drawing="joint"
          title={t('inside')}
          text={t('insideText')}
          action={
            <Button type="primary" onClick={() => void attempt(leave)}>
              {t('leave')}
            </Button>
          }
        />
      ) : null}
      {all.error === null ? null : <ErrorState error={all.error} onRetry={() => void all.refetch()} />}
      {all.isLoading ? <Skeleton shape="lines" /> : null}
      {all.data?.length === 0 ? (
        <EmptyState drawing="joint" title={t('none')} text={t('noneText')} action={make} />
      ) : null}
      <div className="x-cards">
        {(all.data ?? []).map((one) => (
          <SandboxCard key={one.key} sandbox={one} />
        ))}
      </div>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </div>
  )
}

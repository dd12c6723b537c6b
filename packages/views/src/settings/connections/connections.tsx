import type { Connection, ConnectionKind } from '@mortise/client'
import { say } from '@mortise/errors'
import { EmptyState, ErrorState, Icon, Skeleton, useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import '../../styles/connections.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { AttemptDialog } from './attempt-dialog.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'
import { messages } from './messages.ts'
import { PeopleDialog } from './people-dialog.tsx'
import { Sealing } from './sealing.tsx'
import { TestMode } from './test-mode.tsx'

type Open =
  | { readonly what: 'edit'; readonly connection?: Connection }
  | { readonly what: 'people' | 'attempt'; readonly connection: Connection }

/** Accounts at systems outside, for administrators: tried out, with whom they know our people as. */
export function Connections(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const all = useQuery({ queryKey: ['connections', 'all'], queryFn: () => client.connections.all() })
  const [open, setOpen] = useState<Open>()
  if (all.isPending) return <Skeleton shape="rows" />
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  const { kinds, connections, testMode, keyId } = all.data
  const close = (): void => setOpen(undefined)
  const add = (
    <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setOpen({ what: 'edit' })}>
      {t('add')}
    </Button>
  )
  const kindOf = ({ type }: Connection): ConnectionKind | undefined =>
    kinds.find((kind) => kind.type === type)
  return (
    <>
      {testMode ? (
        <p className="m-connection-banner" role="status">
          <Icon name="circle-stop" size={16} /> {t('testModeOn')}
        </p>
      ) : null}
      <section className="m-card m-stack">
        <div className="m-connection-tools">
          <p className="m-faint">{t('note')}</p>
          {connections.length === 0 ? null : add}
        </div>
        {connections.length === 0 ? (
          <EmptyState title={t('none')} text={t('noneText')} action={add} />
        ) : (
          <ul className="m-connections">
            {connections.map((connection) => (
              <Line key={connection.key} connection={connection} kind={kindOf(connection)} onOpen={setOpen} />
            ))}
          </ul>
        )}
      </section>
      {typeof keyId === 'string' ? <Sealing /> : null}
      <TestMode on={testMode} kinds={kinds} />
      {open?.what === 'edit' ? (
        <ConnectionDialog
          kinds={kinds}
          connection={open.connection}
          onClose={close}
          onSaved={() => {
            close()
            toast({ text: t('saved'), tone: 'success' })
            void queries.invalidateQueries({ queryKey: ['connections'] })
          }}
        />
      ) : null}
      {open?.what === 'people' ? (
        <PeopleDialog
          connection={open.connection}
          byEmail={kindOf(open.connection)?.byEmail === true}
          onClose={close}
        />
      ) : null}
      {open?.what === 'attempt' ? (
        <AttemptDialog
          connection={open.connection}
          fields={kindOf(open.connection)?.tryFields ?? []}
          onClose={close}
          onWorks={() => {
            close()
            toast({ text: t('works'), tone: 'success' })
          }}
        />
      ) : null}
    </>
  )
}

function Line({
  connection,
  kind,
  onOpen,
}: {
  readonly connection: Connection
  readonly kind: ConnectionKind | undefined
  readonly onOpen: (open: Open) => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const attempt = async (): Promise<void> => {
    // What needs more than the account asks for it first.
    if ((kind?.tryFields ?? []).length > 0) return onOpen({ what: 'attempt', connection })
    setBusy(true)
    const { works, why = t('fails') } = await client.connections
      .attempt(connection.key, {})
      .catch((error: unknown) => ({ works: false, why: refusal(error) }))
    setBusy(false)
    toast(works ? { text: t('works'), tone: 'success' } : { text: why, tone: 'danger' })
  }
  const remove = async (): Promise<void> => {
    const { name } = connection
    const request = {
      title: t('removeTitle', { name }),
      body: t('removeText'),
      action: t('remove'),
      danger: true,
    }
    if (!(await confirm(request))) return
    await client.connections
      .remove(connection.key)
      .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    await queries.invalidateQueries({ queryKey: ['connections'] })
  }
  const system = say(kind?.label, locale)
  return (
    <li>
      <span className="m-connection-icon">
        <Icon name={kind?.icon ?? 'plug'} size={18} />
      </span>
      <span className="m-connection-name">
        <strong>{connection.name}</strong>
        {system === connection.name ? null : <span className="m-faint">{system}</span>}
      </span>
      <span className="m-connection-actions">
        {kind?.tryFields === undefined ? null : (
          <Button size="small" loading={busy} onClick={() => void attempt()}>
            {t('attempt')}
          </Button>
        )}
        {kind?.people === true ? (
          <Button size="small" onClick={() => onOpen({ what: 'people', connection })}>
            {t('people')}
          </Button>
        ) : null}
        <Button size="small" onClick={() => onOpen({ what: 'edit', connection })}>
          {t('edit')}
        </Button>
        <Button size="small" danger type="text" onClick={() => void remove()}>
          {t('remove')}
        </Button>
      </span>
    </li>
  )
}

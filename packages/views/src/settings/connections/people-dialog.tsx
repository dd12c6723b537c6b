import type { Connection, PersonAccount } from '@mortise/client'
import { Avatar, ErrorState, HeadRow, Skeleton, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Who people are at a system outside: found by what is known of them, or said by hand. */
export function PeopleDialog({
  connection,
  byEmail,
  onClose,
}: {
  readonly connection: Connection
  /** People can be looked up by their mail addresses. */
  readonly byEmail: boolean
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const people = useQuery({
    queryKey: ['connections', connection.key, 'people'],
    queryFn: () => client.connections.people(connection.key),
    gcTime: 0,
  })
  const match = async (): Promise<void> => {
    setBusy(true)
    await client.connections
      .match(connection.key)
      .then(({ found, left }) =>
        toast({ text: t('matched', { found, left }), tone: found > 0 ? 'success' : 'plain' }),
      )
      .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    await people.refetch()
    setBusy(false)
  }
  const locale = useLocale()
  const byName = new Intl.Collator(locale === 'zh' ? 'zh-Hans-CN' : 'en')
  const rows = (people.data ?? []).toSorted((a, b) => byName.compare(a.name, b.name))
  return (
    <Modal
      open
      title={t('peopleOf', { name: connection.name })}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
      width={720}
    >
      <div className="m-stack">
        <p className="m-faint">{byEmail ? t('peopleNote') : t('peopleNoteMobile')}</p>
        <div className="m-connection-tools">
          <span className="m-faint">
            {t('bound', { count: rows.filter(({ account }) => account !== null).length })}
          </span>
          {byEmail ? (
            <Button loading={busy} onClick={() => void match()}>
              {t('match')}
            </Button>
          ) : null}
        </div>
        {people.isPending ? <Skeleton shape="rows" /> : null}
        {people.isError ? <ErrorState error={people.error} onRetry={() => void people.refetch()} /> : null}
        {rows.length === 0 ? null : (
          <div className="m-connection-people">
            <table className="m-simple-table m-stacking">
              <HeadRow names={[t('person'), t('email'), t('account')]} />
              <tbody>
                {rows.map((row) => (
                  <Row
                    key={row.userId}
                    row={row}
                    connection={connection.key}
                    hint={byEmail ? t('accountHint') : t('accountHintMobile')}
                    onKept={() => void people.refetch()}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Modal>
  )
}

function Row({
  row,
  connection,
  hint,
  onKept,
}: {
  readonly row: PersonAccount
  readonly connection: string
  readonly hint: string
  readonly onKept: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const [draft, setDraft] = useState<string>()
  const { account } = row
  const [why, setWhy] = useState<string>()
  const keep = async (): Promise<void> => {
    if (draft === undefined || draft.trim() === (account ?? '')) return setDraft(undefined)
    const answer = await client.connections
      .setPerson(connection, { userId: row.userId, account: draft.trim() })
      .catch((error: unknown) => ({ account, why: refusal(error) }))
    setWhy(answer.why)
    if (answer.why !== undefined) return
    setDraft(undefined)
    onKept()
  }
  return (
    <tr>
      <td>
        <Avatar name={row.name} withName />
      </td>
      <td data-label={t('email')}>{row.email}</td>
      <td data-label={t('account')}>
        <Input
          size="small"
          aria-label={`${row.name} ${t('account')}`}
          value={draft ?? account ?? ''}
          placeholder={hint}
          status={why === undefined ? '' : 'error'}
          onChange={({ target }) => setDraft(target.value)}
          onBlur={() => void keep()}
          onPressEnter={() => void keep()}
        />
        {why === undefined ? null : (
          <p className="m-error" role="alert">
            {why}
          </p>
        )}
      </td>
    </tr>
  )
}

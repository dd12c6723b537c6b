import { listed } from '@mortise/errors'
import type { ReportPlace, ReportShare } from '@mortise/client'
import {
  ErrorState,
  formatInstantText,
  IconButton,
  Link,
  Skeleton,
  Tag,
  useConfirm,
  useLocale,
  useT,
  useToast,
  useUi,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Modal, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import '../../styles/report-delivery.css'
import { useAttempt } from '../../workspace/use-attempt.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { messages } from './messages.ts'

const spans = [1, 7, 30, 90, 365] as const

/** Opens a report or dashboard to whoever has a link, and shows which links there are. */
export function ShareReportDialog({
  place,
  label,
  filters,
  onClose,
}: {
  readonly place: ReportPlace
  readonly label: string
  readonly filters?: { readonly [key: string]: unknown } | undefined
  readonly onClose: () => void
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const attempt = useAttempt()
  const queries = useQueryClient()
  const copy = useCopied()
  const id = useId()
  const [days, setDays] = useState<number>(30)
  const [sites, setSites] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const links = useQuery({
    queryKey: ['report-shares', place.targetKind, place.target],
    queryFn: () => client.delivery.shares(place),
  })
  const make = async (): Promise<void> => {
    setBusy(true)
    await attempt(async () => {
      const link = await client.delivery.share(place, {
        days,
        sites,
        ...(filters === undefined ? {} : { filters }),
      })
      await copy(addressOf(link), t('linkMade'), t('linkReady'))
    })
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['report-shares'] })
  }
  const allowed = links.data?.allowed === true
  return (
    <Modal open title={t('shareTitle', { name: label })} footer={null} onCancel={onClose} destroyOnHidden>
      <div className="m-stack">
        {links.isPending ? <Skeleton shape="rows" count={2} /> : null}
        {links.isError ? <ErrorState error={links.error} onRetry={() => void links.refetch()} /> : null}
        {links.data !== undefined && !allowed ? (
          <Alert
            type="info"
            showIcon
            title={t(me.admin ? 'shareClosed' : 'shareRefused')}
            description={me.admin ? <Link href={paths.settings('links')}>{t('shareAllow')}</Link> : undefined}
          />
        ) : null}
        {allowed ? (
          <>
            <p className="m-faint">{t('shareNote')}</p>
            <div className="m-watch-pair">
              <div className="m-watch-field">
                <label htmlFor={`${id}-days`}>{t('until')}</label>
                <Select
                  id={`${id}-days`}
                  value={days}
                  options={spans.map((n) => ({ value: n, label: t('days', { n }) }))}
                  onChange={(next: number) => setDays(next)}
                />
              </div>
              <div className="m-watch-field">
                <label htmlFor={`${id}-sites`}>{t('sites')}</label>
                <Select
                  id={`${id}-sites`}
                  mode="tags"
                  open={false}
                  suffixIcon={null}
                  value={[...sites]}
                  placeholder={t('sitesHint')}
                  tokenSeparators={[' ', ',', '，', ';']}
                  onChange={(next: string[]) => setSites(next)}
                />
              </div>
            </div>
            {Object.values(filters ?? {}).some((one) => one !== null) ? (
              <small className="m-faint">{t('filtersNote')}</small>
            ) : null}
            <Button type="primary" loading={busy} onClick={() => void make()}>
              {t('makeLink')}
            </Button>
          </>
        ) : null}
        {links.data === undefined || links.data.links.length === 0 ? null : (
          <>
            <h3 className="m-watch-label">{t('links')}</h3>
            <ShareLinks links={links.data.links} />
          </>
        )}
      </div>
    </Modal>
  )
}

const addressOf = ({ path }: ReportShare): string => `${location.origin}${path ?? ''}`

/** Copies a text and says so; where the browser does not let us, `else` says what to do. */
function useCopied(): (text: string, said: string, instead?: string) => Promise<void> {
  const toast = useToast()
  const t = useT(messages)
  return async (text, said, instead) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: said, tone: 'success' })
    } catch {
      toast(
        instead === undefined ? { text: t('notCopied'), tone: 'danger' } : { text: instead, tone: 'success' },
      )
    }
  }
}

/** Links to reports, each with what one does to it. */
export function ShareLinks({
  links,
  named = false,
}: {
  readonly links: readonly ReportShare[]
  /** Whether they lead to several reports and have to say to which. */
  readonly named?: boolean
}): ReactNode {
  const { client } = useWorkspace()
  const { timeZone } = useUi()
  const t = useT(messages)
  const locale = useLocale()
  const attempt = useAttempt()
  const confirm = useConfirm()
  const toast = useToast()
  const queries = useQueryClient()
  const copy = useCopied()
  const revoke = async ({ id }: ReportShare): Promise<void> => {
    const ask = { title: t('revokeAsk'), body: t('revokeBody'), action: t('revoke'), danger: true }
    if (!(await confirm(ask))) return
    if (await attempt(() => client.delivery.revoke(id))) toast({ text: t('revoked'), tone: 'success' })
    await queries.invalidateQueries({ queryKey: ['report-shares'] })
  }
  return (
    <ul className="m-watches">
      {links.map((link) => (
        <li key={link.id}>
          <div className="m-grow">
            {named ? <b>{link.label ?? link.title}</b> : null}
            <code tabIndex={0}>{link.path === null ? '—' : addressOf(link)}</code>
            <small className="m-faint">
              {[
                t('linkUntil', { time: formatInstantText(link.expiresAt, timeZone) }),
                t('linkViews', { n: link.views }),
                t('linkBy', { name: link.createdByName }),
                ...(link.sites.length === 0 ? [] : [t('linkFrames', { sites: listed(link.sites, locale) })]),
              ].join(' · ')}
            </small>
            {link.open ? null : <Tag color="amber">{t('linkShut')}</Tag>}
          </div>
          <IconButton
            icon="copy"
            label={t('copyLink')}
            onClick={() => void copy(addressOf(link), t('copied'))}
          />
          {link.sites.length === 0 ? null : (
            <IconButton
              icon="braces"
              label={t('copyFrame')}
              onClick={() => void copy(frameOf(addressOf(link)), t('copied'))}
            />
          )}
          <IconButton icon="trash-2" label={t('revoke')} onClick={() => void revoke(link)} />
        </li>
      ))}
    </ul>
  )
}

function frameOf(address: string): string {
  return `<iframe src="${address}" title="report" style="width:100%;min-height:720px;border:0" loading="lazy" referrerpolicy="no-referrer"></iframe>`
}

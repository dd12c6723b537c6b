import type { PublicLink, PublicSubmission } from '@mortise/client'
import { formatInstantText, Link, Skeleton, Tag, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { paths } from '../../workspace/paths.ts'
import type { LinkGround } from './ground.ts'
import { messages } from './messages.ts'
import type { LinkActs } from './use-links.ts'

/** What came in by a link, newest first: when, from where, what was agreed to, and the record it became. */
export function SubmissionList({
  link,
  ground,
  acts,
}: {
  readonly link: PublicLink
  readonly ground: LinkGround
  readonly acts: LinkActs
}): ReactNode {
  const t = useT(messages)
  const sent = useQuery({
    queryKey: ['public-links', 'sent', link.id, link.submissions],
    queryFn: () => ground.client.publicLinks.submissions(link.id),
  })
  if (sent.data === undefined) return <Skeleton shape="lines" count={3} />
  if (sent.data.length === 0) return <p className="m-link-part m-faint">{t('sentNone')}</p>
  const followed = ground.model.document('form', link.form)?.public?.progress !== undefined
  return (
    <div className="m-link-part" data-wide="true">
      <div className="m-scroll-x" role="region" aria-label={t('sent')} tabIndex={0}>
        <table className="m-simple-table m-stacking">
          <thead>
            <tr>
              <th scope="col">{t('sentAt')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('consent')}</th>
              {followed ? <th scope="col">{t('progress')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {sent.data.map((one) => (
              <Line key={one.id} one={one} ground={ground} acts={acts} followed={followed} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Line({
  one,
  ground,
  acts,
  followed,
}: {
  readonly one: PublicSubmission
  readonly ground: LinkGround
  readonly acts: LinkActs
  readonly followed: boolean
}): ReactNode {
  const t = useT(messages)
  const source = Object.values(one.source).join(' / ')
  const at = formatInstantText(one.createdAt, ground.timeZone)
  return (
    <tr>
      <th scope="row">
        {one.recordId === null ? at : <Link href={paths.record(one.entity, one.recordId)}>{at}</Link>}
      </th>
      <td data-label={t('state')}>
        <Tag color={one.state === 'made' ? 'green' : one.state === 'held' ? 'amber' : 'gray'}>
          {t(one.state === 'made' ? 'stateMade' : one.state === 'held' ? 'held' : 'dropped')}
        </Tag>
      </td>
      <td data-label={t('source')}>{source === '' ? '—' : source}</td>
      <td data-label={t('consent')}>{one.consent ?? '—'}</td>
      {followed ? (
        <td data-label={t('progress')}>
          {one.progressRevokedAt === null ? (
            <Button size="small" type="text" onClick={() => void acts.shut(one.id)}>
              {t('shutProgress')}
            </Button>
          ) : (
            <span className="m-faint">{t('progressShut')}</span>
          )}
        </td>
      ) : null}
    </tr>
  )
}

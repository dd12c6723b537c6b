import { type LocalizedText, say } from '@mortise/errors'
import { ErrorState, Skeleton, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import '../../styles/report-delivery.css'
import { useAttempt } from '../../workspace/use-attempt.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { ShareLinks } from './share-dialog.tsx'

/** For administrators: who may open reports to the world, and which are open. */
export function OpenReports(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const attempt = useAttempt()
  const queries = useQueryClient()
  const id = useId()
  const allowed = useQuery({
    queryKey: ['report-shares', 'roles'],
    queryFn: () => client.delivery.sharingRoles(),
  })
  const roles = useQuery({ queryKey: ['people', 'roles'], queryFn: () => client.people.roles() })
  const links = useQuery({
    queryKey: ['report-shares', 'all'],
    queryFn: () => client.delivery.shares(undefined, true),
  })
  const keep = async (next: readonly string[]): Promise<void> => {
    if (await attempt(() => client.delivery.keepSharingRoles(next)))
      toast({ text: t('changed'), tone: 'success' })
    await queries.invalidateQueries({ queryKey: ['report-shares'] })
  }
  return (
    <section className="m-card m-stack" aria-label={t('allShares')}>
      <h2>{t('allShares')}</h2>
      <div className="m-watch-field">
        <label htmlFor={id}>{t('rolesTitle')}</label>
        <Select<string[]>
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          loading={allowed.isPending || roles.isPending}
          disabled={!allowed.isSuccess}
          value={[...(allowed.data ?? [])]}
          options={(roles.data ?? []).map(({ key, label }) => ({
            value: key,
            label: say(label as LocalizedText, locale) || key,
          }))}
          onChange={(next) => void keep(next)}
        />
        <small className="m-faint">{t('rolesNote')}</small>
      </div>
      {links.isPending ? <Skeleton shape="rows" count={2} /> : null}
      {links.isError ? <ErrorState error={links.error} onRetry={() => void links.refetch()} /> : null}
      {links.data?.links.length === 0 ? <p className="m-faint">{t('noLinks')}</p> : null}
      {links.data === undefined || links.data.links.length === 0 ? null : (
        <ShareLinks links={links.data.links} named />
      )}
    </section>
  )
}

import { EmptyState, ErrorState, Icon, IconButton, Skeleton, useNavigator, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'

/** Sites whose pages forms may show in a frame, for administrators. `?add=` brings one along. */
export function Sites(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const { current } = useNavigator()
  const hintId = useId()
  const asked = new URLSearchParams(current.split('?')[1]).get('add') ?? ''
  const [text, setText] = useState(asked)
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const kept = useQuery({ queryKey: ['sites'], queryFn: () => client.sites.list() })
  const sites = kept.data ?? []
  const keep = async (next: readonly string[]): Promise<boolean> => {
    setWhy('')
    try {
      await client.sites.keep(next)
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['sites'] }),
        queries.invalidateQueries({ queryKey: queryKeys.me }),
      ])
      return true
    } catch (error) {
      setWhy(refusal(error))
      return false
    }
  }
  const add = async (): Promise<void> => {
    setBusy(true)
    if (await keep([...sites, text])) {
      setText('')
      toast({ text: t('siteAdded'), tone: 'success' })
    }
    setBusy(false)
  }
  const remove = async (site: string): Promise<void> => {
    if (await keep(sites.filter((one) => one !== site)))
      toast({ text: t('siteRemoved', { site }), undo: () => void keep(sites) })
  }
  return (
    <section className="m-card m-stack">
      <p className="m-faint">{t('sitesNote')}</p>
      <form
        className="m-site-add"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') void add()
        }}
      >
        <Input
          aria-label={t('siteName')}
          aria-describedby={hintId}
          aria-invalid={why !== ''}
          {...(why === '' ? {} : { status: 'error' as const })}
          placeholder="bi.example.com"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={text.trim() === '' || !kept.isSuccess}
        >
          {t('siteAdd')}
        </Button>
      </form>
      <p id={hintId} className="m-faint">
        {t('siteHint')}
      </p>
      {why === '' ? null : (
        <p className="m-error" role="alert">
          {why}
        </p>
      )}
      {kept.isPending ? <Skeleton shape="lines" /> : null}
      {kept.isError ? <ErrorState error={kept.error} onRetry={() => void kept.refetch()} /> : null}
      {kept.isSuccess && sites.length === 0 ? (
        <EmptyState drawing="joint" title={t('sitesEmpty')} text={t('sitesEmptyText')} />
      ) : null}
      {sites.length === 0 ? null : (
        <ul className="m-sites">
          {sites.map((site) => (
            <li key={site}>
              <Icon name="globe" />
              <span>{site}</span>
              <IconButton
                icon="trash-2"
                label={t('siteRemove', { site })}
                onClick={() => void remove(site)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

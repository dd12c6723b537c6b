import { EmptyState, useLocale, useNavigator, useT } from '@mortise/ui'
import { paths, useWorkspace } from '@mortise/views'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { openApps } from '../current-app.ts'
import { messages } from '../messages.ts'
import { groupsOf } from '../places.ts'
import { NotFound } from './not-found.tsx'

/** An app's address leads to its first place; to its first steps where a designer finds it empty. */
export function AppPage(): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const { app: key = '' }: { readonly app?: string } = useParams({ strict: false })
  const app = openApps(model).find((one) => one.key === key)
  const links = app === undefined ? [] : groupsOf(app, { model, me, locale }).flatMap((group) => group.links)
  const inside = links.find((link) => link.href.startsWith('/'))?.href
  const next = inside ?? (app !== undefined && me.design ? paths.start(key) : undefined)
  useEffect(() => {
    if (next !== undefined) go(next, { replace: true })
  }, [next, go])
  if (app === undefined) return <NotFound />
  return next === undefined ? (
    <EmptyState drawing="joint" title={t('appEmpty')} text={t('appEmptyText')} />
  ) : null
}

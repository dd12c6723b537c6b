import type { PublicLink, PublicLinksApi, PublicLinkSettings } from '@mortise/client'
import { useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messages } from './messages.ts'

const key = (form: string | undefined): readonly string[] => ['public-links', form ?? '']

/** Links of a form, or of all forms. */
export function useLinks(api: PublicLinksApi, form?: string): UseQueryResult<readonly PublicLink[]> {
  return useQuery({ queryKey: key(form), queryFn: () => api.list(form), staleTime: 10_000 })
}

/** What one can do to links; each says what came of it and shows the list anew. */
export type LinkActs = {
  readonly create: (form: string, settings: PublicLinkSettings) => Promise<void>
  readonly change: (id: string, settings: PublicLinkSettings) => Promise<void>
  readonly revoke: (id: string) => Promise<void>
  readonly renew: (id: string) => Promise<void>
  readonly renewKey: () => Promise<void>
  readonly settle: (submission: string, make: boolean) => Promise<void>
  /** Takes back the link by which somebody follows their submission. */
  readonly shut: (submission: string) => Promise<void>
}

/** The acts on links, with their messages. */
export function useLinkActs(api: PublicLinksApi): LinkActs {
  const queries = useQueryClient()
  const toast = useToast()
  const t = useT(messages)
  return useMemo(() => {
    const run = async (work: () => Promise<unknown>, said: string): Promise<void> => {
      try {
        await work()
        toast({ text: said, tone: 'success' })
      } catch (error) {
        toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      }
      await queries.invalidateQueries({ queryKey: ['public-links'] })
    }
    return {
      create: (form, settings) => run(() => api.create(form, settings), t('made')),
      change: (id, settings) => run(() => api.change(id, settings), t('saved')),
      revoke: (id) => run(() => api.revoke(id), t('revoked')),
      renew: (id) => run(() => api.renew(id), t('renewed')),
      renewKey: () => run(() => api.renewKey(), t('keyRenewed')),
      shut: (id) => run(() => api.shutProgress(id), t('shut')),
      settle: (id, make) => run(() => api.settle(id, make), t(make ? 'recordMade' : 'dropped')),
    }
  }, [api, queries, toast, t])
}

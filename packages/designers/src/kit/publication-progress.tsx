import { Button, Progress } from 'antd'
import { useT, useToast } from '@mortise/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import type { PublicationState } from '../workbench/api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { publicationMessages } from './publication-messages.ts'

const key = ['design', 'publication']

/** The publication that large tables are prepared for, asked again while it waits. */
export function usePublication(): PublicationState | undefined {
  const { api } = useWorkbench()
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.publication(),
    refetchInterval: ({ state }) => (state.data?.state === 'preparing' ? 1000 : false),
    retry: false,
  })
  return data ?? undefined
}

/** Looks anew, once a publication was asked for. */
export function useLookAtPublication(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: key })
}

/** How far a waiting publication is, with a way to give it up; tells when it is done or could not be. */
export function PublicationProgress(): ReactNode {
  const t = useT(publicationMessages)
  const { api } = useWorkbench()
  const toast = useToast()
  const look = useLookAtPublication()
  const refresh = useAfterPublish()
  const state = usePublication()
  const waited = useRef<string | undefined>(undefined)
  const cancel = useMutation({
    mutationFn: (id: string) => api.cancelPublication(id),
    onSettled: look,
    onError: (error) => toast({ text: error.message, tone: 'danger' }),
  })
  useEffect(() => {
    if (state?.state === 'preparing') waited.current = state.id
    else if (state !== undefined && waited.current === state.id) {
      waited.current = undefined
      if (state.state === 'done') toast({ text: t('done', { n: state.version ?? 0 }), tone: 'success' })
      if (state.state === 'failed') toast({ text: state.error?.message ?? t('failed'), tone: 'danger' })
      void refresh()
    }
  }, [state, refresh, t, toast])
  if (state?.state !== 'preparing') return null
  const { id, rows, done } = state
  return (
    <section aria-live="polite">
      <h3>{t('title')}</h3>
      <Progress percent={rows === 0 ? 0 : Math.floor((done / rows) * 100)} />
      <p className="m-faint">{t('note', { done, rows })}</p>
      <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
        {t('cancel')}
      </Button>
    </section>
  )
}

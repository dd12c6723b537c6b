import { type Client, isApiError, type Me } from '@mortise/client'
import { builtinFieldTypes } from '@mortise/fields'
import type { Kit } from '@mortise/kit'
import { extensionList } from '@mortise/schema'
import { ErrorState, Skeleton } from '@mortise/ui'
import {
  buildModel,
  keptSession,
  LabelStore,
  MetadataProvider,
  OutboxProvider,
  queryKeys,
  SignIn,
} from '@mortise/views'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { type ReactNode, useEffect, useMemo } from 'react'
import { keepApp } from './keep-app.ts'

// The first list needs field types only; charts, nodes and blocks come with the screens that use them.
const runKit: Pick<Kit, 'fields'> = { fields: extensionList(builtinFieldTypes) }
let whole: Promise<Kit> | undefined
const loadKit = (): Promise<Kit> => (whole ??= import('@mortise/kit').then(({ builtinKit }) => builtinKit))

/** Signs in where needed, then gives everything inside the person, the model and the kit. */
export function Session({
  client,
  onMe,
  children,
}: {
  readonly client: Client
  readonly onMe: (me: Me) => void
  readonly children: ReactNode
}): ReactNode {
  const queries = useQueryClient()
  const labels = useMemo(() => new LabelStore(), [])
  const kept = useMemo(() => keptSession(client), [client])
  const me = useQuery({ queryKey: queryKeys.me, queryFn: kept.me, staleTime: 30_000 })
  const signedIn = me.data !== undefined && !me.isError
  const answer = useQuery({
    queryKey: queryKeys.model,
    queryFn: kept.model,
    enabled: signedIn,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Somebody else may have signed in: then nothing of the open page is theirs.
  const goOn = async (): Promise<void> => {
    const next = await client.session.me()
    if (next.user.id !== me.data?.user.id) location.assign('/')
    else await queries.invalidateQueries()
  }
  const model = useMemo(
    () => (answer.data === undefined ? undefined : buildModel(answer.data, runKit)),
    [answer.data],
  )
  useEffect(() => {
    if (me.data !== undefined) {
      labels.set('user', me.data.user.id, me.data.user.name)
      onMe(me.data)
    }
  }, [me.data, labels, onMe])
  useEffect(() => {
    if (signedIn) keepApp()
  }, [signedIn])
  useEffect(() => {
    if (!signedIn) return
    // Roles are few and change with a publication only; fields that hold one show its name.
    void client.people
      .roles()
      .then((roles) => {
        for (const { key, name } of roles) labels.set('role', key, name)
      })
      .catch(() => undefined)
  }, [signedIn, client, labels, answer.data])
  const out = me.isError && isApiError(me.error) && me.error.status === 401
  if (out && (me.data === undefined || model === undefined)) {
    return <SignIn client={client} onDone={() => void queries.resetQueries()} />
  }
  if (me.isError && me.data === undefined)
    return <ErrorState error={me.error} onRetry={() => void me.refetch()} />
  if (answer.isError && model === undefined)
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (me.data === undefined || model === undefined) return <Skeleton shape="record" />
  return (
    <MetadataProvider
      client={client}
      kit={runKit}
      loadKit={loadKit}
      model={model}
      me={me.data}
      labels={labels}
    >
      <OutboxProvider>{children}</OutboxProvider>
      <Modal
        open={out}
        footer={null}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        destroyOnHidden
      >
        <SignIn again client={client} onDone={() => void goOn()} />
      </Modal>
    </MetadataProvider>
  )
}

import { type Client, isApiError, type Me } from '@mortise/client'
import { builtinFieldTypes } from '@mortise/fields'
import type { Kit } from '@mortise/kit'
import { extensionList } from '@mortise/schema'
import { ErrorState, laterPart, Skeleton } from '@mortise/ui'
import {
  bringPatterns,
  buildModel,
  keptSession,
  LabelStore,
  MetadataProvider,
  OutboxProvider,
  queryKeys,
} from '@mortise/views'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo } from 'react'
import { keepApp } from './keep-app.ts'

// The first list needs field types only; charts, nodes and blocks come with the screens that use them.
const runKit: Pick<Kit, 'fields'> = { fields: extensionList(builtinFieldTypes) }
// Whoever is signed in needs no door.
const SignIn = laterPart(async () => (await import('@mortise/views/sign-in')).SignIn)
const SignInAgain = laterPart(async () => (await import('@mortise/views/sign-in')).SignInAgain)
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
    queryFn: async () => {
      const found = await kept.model()
      await bringPatterns(found.documents)
      return found
    },
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
    return (
      <Suspense fallback={<Skeleton shape="record" />}>
        <SignIn client={client} onDone={() => void queries.resetQueries()} />
      </Suspense>
    )
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
      {out ? (
        <Suspense fallback={null}>
          <SignInAgain client={client} onDone={() => void goOn()} />
        </Suspense>
      ) : null}
    </MetadataProvider>
  )
}

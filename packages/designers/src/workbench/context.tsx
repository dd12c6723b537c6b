import type { Client } from '@mortise/client'
import { type FaceContext, fieldFaces } from '@mortise/fields/react'
import type { Kit } from '@mortise/kit'
import type { DocumentByKind, DocumentKind, ExtensionList, Model } from '@mortise/schema'
import { useLocale, useUi } from '@mortise/ui'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { SettingFace } from '../kit/setting-face.ts'
import type { DesignApi, DesignProblem } from './api.ts'
import { modelKeeper } from './documents.ts'
import { lookupPeople } from './people.ts'
import type { DesignSpace, SpaceSnapshot } from './space.ts'

/** Everything a designer is about. */
export type Workbench = {
  readonly client: Client
  readonly kit: Kit
  readonly api: DesignApi
  readonly space: DesignSpace
  /** Editors of property panels, by what a setting asks for. */
  readonly editors: ExtensionList<SettingFace>
  readonly model: Model
}

const WorkbenchContext = createContext<Workbench | undefined>(undefined)

/** Gives the designers inside their workbench; the model follows every edit. */
export function WorkbenchProvider({
  children,
  ...given
}: Omit<Workbench, 'model'> & { readonly children: ReactNode }): ReactNode {
  const { client, kit, api, space, editors } = given
  const newest = useSyncExternalStore(space.subscribe, () => space.look().documents)
  // What an edit changed is drawn first; what it means to all else follows behind.
  const documents = useDeferredValue(newest)
  const modelOf = useMemo(() => modelKeeper(kit), [kit])
  const model = modelOf(documents)
  const bench = useMemo(
    () => ({ client, kit, api, space, editors, model }),
    [client, kit, api, space, editors, model],
  )
  return <WorkbenchContext value={bench}>{children}</WorkbenchContext>
}

/** The workbench; throws outside its provider, which is a mistake of the programmer. */
export function useWorkbench(): Workbench {
  const bench = useContext(WorkbenchContext)
  if (bench === undefined) throw new Error('no WorkbenchProvider above')
  return bench
}

/** Drafts and how far they are saved. */
export function useSpace(): SpaceSnapshot {
  const { space } = useWorkbench()
  return useSyncExternalStore(space.subscribe, space.look)
}

/** All documents of a kind, those to be deleted left out. */
export function useDocuments<K extends DocumentKind>(kind: K): readonly DocumentByKind[K][] {
  const { documents } = useSpace()
  return useMemo(
    () =>
      [...documents.values()]
        .filter((one) => one.kind === kind && one.deleted !== true)
        .map((one) => one.json as DocumentByKind[K]),
    [documents, kind],
  )
}

/** What is wrong with the drafts, as the server sees it after each save. */
export function useProblems(): UseQueryResult<readonly DesignProblem[]> {
  const { api, space } = useWorkbench()
  const saves = useSyncExternalStore(space.subscribe, () => space.look().saves)
  return useQuery({
    queryKey: ['design', 'problems', saves],
    queryFn: () => api.problems(),
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  })
}

/** What field faces may ask while designing. */
export function useDesignFaces(): FaceContext {
  const { client, kit } = useWorkbench()
  const locale = useLocale()
  const { timeZone } = useUi()
  return useMemo(() => {
    const people = lookupPeople(client)
    return { locale, timeZone, types: kit.panelFields, faces: fieldFaces, ...people }
  }, [client, kit, locale, timeZone])
}

/** Brings the workbench up to date after the server rewrote drafts (a rename, something out of the bin). */
export function useAfterRewrite(): () => Promise<void> {
  const { api, space } = useWorkbench()
  const queries = useQueryClient()
  return async () => {
    space.renew((await api.load()).documents)
    const isStale = (key: readonly unknown[]): boolean => key[0] === 'design' && key[1] !== 'space'
    await queries.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey) })
  }
}

/** Brings the workbench and every screen up to date after a publish or a rollback. */
export function useAfterPublish(): () => Promise<void> {
  const { api, space } = useWorkbench()
  const queries = useQueryClient()
  return async () => {
    space.refresh((await api.load()).documents)
    // The workbench itself was just refreshed in place: designers that are open hold on to it.
    const isSpace = (key: readonly unknown[]): boolean => key[0] === 'design' && key[1] === 'space'
    await queries.invalidateQueries({ predicate: ({ queryKey }) => !isSpace(queryKey) })
  }
}

import type { ExtensionList } from '@mortise/schema'
import type { ChartType } from '@mortise/reports'
import { createContext, type ReactNode, useContext } from 'react'

/** The charts a page can draw. */
export type Charts = { readonly charts: Pick<ExtensionList<ChartType>, 'find'> }

const Loader = createContext<(() => Promise<Charts>) | undefined>(undefined)

let whole: Promise<Charts> | undefined
const load = (): Promise<Charts> => (whole ??= import('@mortise/kit').then(({ builtinKit }) => builtinKit))

/** Gives charts to a page that stands outside of any workspace. */
export function ChartKit({ children }: { readonly children: ReactNode }): ReactNode {
  return <Loader value={load}>{children}</Loader>
}

/** How charts are fetched on a page without a workspace; undefined within one. */
export function useChartLoader(): (() => Promise<Charts>) | undefined {
  return useContext(Loader)
}

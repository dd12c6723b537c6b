import type { Scope } from '@mortise/expressions'
import { type FieldDocument, joinTarget, type Model } from '@mortise/schema'
import { createContext, useContext } from 'react'
import { useWorkbench } from '../workbench/context.tsx'

/** What editors of a panel are told about the place they stand in. */
export type PanelSurroundings = {
  /** Entity of the record at hand. */
  readonly home: string | undefined
  /** Scope of expressions where it is not the entity's (a flow's, a report's measures). */
  readonly scope?: Scope | undefined
  /** Whether expressions may ask what changed. */
  readonly previous?: boolean | undefined
  /** Settings beside the one being edited. */
  readonly values: { readonly [key: string]: unknown }
}

const PanelContext = createContext<PanelSurroundings>({ home: undefined, values: {} })

/** Gives the editors inside their surroundings. */
export const PanelSurroundingsProvider: React.Provider<PanelSurroundings> = PanelContext.Provider

/** The surroundings of an editor. */
export function usePanel(): PanelSurroundings {
  return useContext(PanelContext)
}

/** Entity whose fields a setting means: the one named by the setting `of` beside it, else the record's. */
export function entityMeant(setting: FieldDocument, { home, values }: PanelSurroundings): string | undefined {
  const { of: named, from, scope } = setting.settings ?? {}
  const of = named ?? from ?? scope
  if (typeof of !== 'string' || (of === 'entity' && values['entity'] === undefined)) return home
  const value = values[of]
  return typeof value === 'string' && value !== '' ? value : home
}

/** A name beside a setting may be the way to the rows it is about, and not their entity. */
export function entityNamed(
  model: Model,
  name: string | undefined,
  home: string | undefined,
): string | undefined {
  if (name === undefined || home === undefined || model.entity(name) !== undefined) return name
  return joinTarget(model, home, { path: name }) ?? name
}

/** Scope of a setting that holds an expression. */
export function useScopeOf(setting: FieldDocument): Scope | undefined {
  const { model } = useWorkbench()
  const panel = usePanel()
  const asked = setting.settings?.['scope']
  if (asked === 'target') {
    const target = panel.values['target']
    return typeof target === 'string' ? model.entity(target)?.scope : undefined
  }
  const of = setting.settings?.['of']
  if (of === undefined && panel.scope !== undefined) return panel.scope
  const key = entityNamed(model, entityMeant(setting, panel), panel.home)
  return key === undefined ? undefined : model.entity(key)?.scope
}

/** Key of the entity whose records a setting's condition is about. */
export function useEntityOf(setting: FieldDocument): string | undefined {
  const { model } = useWorkbench()
  const panel = usePanel()
  const asked = setting.settings?.['scope']
  if (asked === 'target') {
    const target = panel.values['target']
    return typeof target === 'string' ? target : undefined
  }
  return entityNamed(model, entityMeant(setting, panel), panel.home)
}

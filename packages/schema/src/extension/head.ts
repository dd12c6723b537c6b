import type { Localized } from '@mortise/errors'
import type { FieldDocument } from '../documents/entity.ts'
import type { Settings } from '../documents/common.ts'

/**
 * Head shared by everything that can be added: field types, flow nodes, actions, charts, print blocks,
 * connectors, operators. `settings` are described in our own field metadata, so that the property panel of every
 * designer is the form runtime and a new type needs no designer code.
 */
export type ExtensionHead = {
  /** snake_case name used in documents; the folder has the same name in kebab-case. */
  readonly type: string
  readonly version: number
  readonly label: Localized
  /** Name of a line icon (lucide, kebab-case). */
  readonly icon: string
  /** Palette group key. */
  readonly group: string
  readonly settings: readonly FieldDocument[]
  /** One plain sentence about given settings, for cards and lists. */
  readonly describe: (settings: Settings) => Localized
  /** Brings settings written by an older version up to date. */
  readonly migrate?: (settings: Settings, fromVersion: number) => Settings
}

/** A list of extensions by type. Built-ins and additions stand in it alike. */
export type ExtensionList<T extends { readonly type: string }> = {
  readonly all: readonly T[]
  readonly find: (type: string) => T | undefined
}

/** Makes a list; throws on two entries of one type, which is a mistake of the programmer. */
export function extensionList<T extends { readonly type: string }>(all: readonly T[]): ExtensionList<T> {
  const byType = new Map<string, T>()
  for (const one of all) {
    if (byType.has(one.type)) throw new Error(`two extensions named ${one.type}`)
    byType.set(one.type, one)
  }
  return { all, find: (type) => byType.get(type) }
}

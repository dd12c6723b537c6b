import type { Json } from '@mortise/expressions'

/** A play of what an app does, that somebody kept. */
export type ScenarioRow = {
  readonly key: string
  readonly app: string
  readonly json: Json
  readonly author: string | null
  readonly at: string
  /** How it went the last time; null before it was played. */
  readonly passed: boolean | null
  readonly playedAt: string | null
}

export type ScenarioTables = {
  /** By their keys. */
  readonly list: () => Promise<readonly ScenarioRow[]>
  /** Put again it takes the place of what was, and has not been played. */
  readonly put: (row: Pick<ScenarioRow, 'key' | 'app' | 'json' | 'author'>) => Promise<void>
  readonly played: (key: string, passed: boolean) => Promise<void>
  readonly remove: (key: string) => Promise<void>
}

import { refusal } from '@mortise/views'
import { useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { Played, ScenarioLine } from '../workbench/trials-api.ts'

/** Scenarios that are played, one after the other, and how they went. */
export type Playing = {
  readonly results: ReadonlyMap<string, Played>
  /** Key of the one that is played now. */
  readonly now: string | undefined
  readonly play: (lines: readonly ScenarioLine[]) => Promise<void>
}

/** Plays scenarios. One that the server would not play has given no answer, and says why. */
export function usePlayed(): Playing {
  const { api, space } = useWorkbench()
  const [results, setResults] = useState<ReadonlyMap<string, Played>>(new Map())
  const [now, setNow] = useState<string>()
  return {
    results,
    now,
    play: async (lines) => {
      for (const { key } of lines) {
        setNow(key)
        // What is played is what stands on the screen.
        const playing = space.flush().then(() => api.playScenario(key))
        const played = await playing.catch((error: unknown): Played => {
          const text = refusal(error)
          return { outcome: 'broke', why: { zh: text, en: text } }
        })
        setResults((before) => new Map([...before, [key, played]]))
      }
      setNow(undefined)
    },
  }
}

import type { RecordValues } from '@mortise/schema'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

/** Where the record of a simulation comes from, in the order they are offered. */
export const sources = ['record', 'typed', 'made'] as const

/** Where the record of a simulation comes from: one there is, one typed in, one made up. */
export type Source = (typeof sources)[number]

/** What a simulation begins with where no stored record is taken. */
export type Samples = {
  readonly source: Source
  /** Shows another source; the first look at made-up values makes them up. */
  readonly show: (source: Source) => void
  /** Values of the source that is shown: each keeps its own. */
  readonly values: RecordValues
  readonly change: (values: RecordValues) => void
  /** Makes up other values, in place of those there are. */
  readonly remake: () => void
  readonly making: boolean
  readonly error: Error | null
}

/** Values that are typed in or made up, held apart. They are made up when somebody asks, never by themselves. */
export function useSamples(make: () => Promise<RecordValues>): Samples {
  const [source, setSource] = useState<Source>('record')
  const [kept, setKept] = useState<{ readonly [source in Source]?: RecordValues }>({})
  const making = useMutation({
    mutationFn: make,
    onSuccess: (made) => setKept((before) => ({ ...before, made })),
  })
  return {
    source,
    show: (next) => {
      setSource(next)
      if (next === 'made' && kept.made === undefined && !making.isPending) making.mutate()
    },
    values: kept[source] ?? {},
    change: (values) => setKept((before) => ({ ...before, [source]: values })),
    remake: () => making.mutate(),
    making: making.isPending,
    error: making.error,
  }
}
